// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import io.mambamq.jms.jndi.MambaObjectFactory;
import io.mambamq.protocol.message.DestinationName;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.Topic;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import javax.naming.Reference;
import javax.naming.Referenceable;
import org.jspecify.annotations.Nullable;

/** A topic, by its name. */
public final class MambaTopic extends MambaDestination implements Topic, Referenceable {
    private static final long serialVersionUID = 1L;

    private final transient DestinationName name;

    /**
     * Names a topic.
     *
     * @throws IllegalArgumentException if the name is empty, longer than 255 bytes or has control characters
     */
    public MambaTopic(String name) {
        this(DestinationName.topic(name));
    }

    MambaTopic(DestinationName name) {
        this.name = name;
    }

    /**
     * {@code Session.createTopic}.
     *
     * @throws InvalidDestinationException if the name is null or not allowed
     */
    public static MambaTopic named(@Nullable String name) throws InvalidDestinationException {
        return new MambaTopic(checked(DestinationName::topic, name));
    }

    @Override
    public DestinationName name() {
        return name;
    }

    @Override
    public String getTopicName() {
        return name.name();
    }

    /** What {@link MambaObjectFactory} makes it of again (JMS 3.1 §5.1). */
    @Override
    public Reference getReference() {
        return MambaObjectFactory.referenceTo(MambaTopic.class, name.name());
    }

    private Object writeReplace() {
        return new SerializedDestination(name.kind(), name.name());
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("serialized as SerializedDestination");
    }
}
