// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import io.mambamq.protocol.message.DestinationName;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.TemporaryTopic;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A temporary topic (JMS 3.1 §6.2.2). Everybody may send to it; only its connection receives from it and deletes it, and it
 * ends with that.
 */
public final class MambaTemporaryTopic extends MambaDestination implements TemporaryTopic {
    private static final long serialVersionUID = 1L;

    private final transient DestinationName name;
    /** Null where it came from elsewhere, as in a {@code JMSReplyTo}. */
    private final transient @Nullable TemporaryOwner owner;

    MambaTemporaryTopic(DestinationName name, @Nullable TemporaryOwner owner) {
        this.name = name;
        this.owner = owner;
    }

    @Override
    public DestinationName name() {
        return name;
    }

    @Override
    public String getTopicName() {
        return name.name();
    }

    @Override
    public void requireUsable() throws InvalidDestinationException {
        requireNotDeleted(owner);
    }

    /** @throws JMSException if it has consumers, was deleted before, or is another connection's */
    @Override
    public void delete() throws JMSException {
        ownerToDelete(owner).delete(name);
    }

    private Object writeReplace() {
        return new SerializedDestination(name.kind(), name.name());
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("serialized as SerializedDestination");
    }
}
