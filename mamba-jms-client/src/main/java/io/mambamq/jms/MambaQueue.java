// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import io.mambamq.jms.jndi.MambaObjectFactory;
import io.mambamq.protocol.message.DestinationName;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.Queue;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import javax.naming.Reference;
import javax.naming.Referenceable;
import org.jspecify.annotations.Nullable;

/** A queue, by its name. It comes into being at the broker with the first message or consumer. */
public final class MambaQueue extends MambaDestination implements Queue, Referenceable {
    private static final long serialVersionUID = 1L;

    private final transient DestinationName name;

    /**
     * Names a queue.
     *
     * @throws IllegalArgumentException if the name is empty, longer than 255 bytes or has control characters
     */
    public MambaQueue(String name) {
        this(DestinationName.queue(name));
    }

    MambaQueue(DestinationName name) {
        this.name = name;
    }

    /**
     * {@code Session.createQueue}.
     *
     * @throws InvalidDestinationException if the name is null or not allowed
     */
    public static MambaQueue named(@Nullable String name) throws InvalidDestinationException {
        return new MambaQueue(checked(DestinationName::queue, name));
    }

    @Override
    public DestinationName name() {
        return name;
    }

    @Override
    public String getQueueName() {
        return name.name();
    }

    /** What {@link MambaObjectFactory} makes it of again (JMS 3.1 §5.1). */
    @Override
    public Reference getReference() {
        return MambaObjectFactory.referenceTo(MambaQueue.class, name.name());
    }

    private Object writeReplace() {
        return new SerializedDestination(name.kind(), name.name());
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("serialized as SerializedDestination");
    }
}
