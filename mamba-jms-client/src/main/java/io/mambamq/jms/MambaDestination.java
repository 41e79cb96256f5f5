// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import io.mambamq.protocol.message.DestinationName;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.Topic;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A destination as Mamba knows it: equal when kind and name are. Needs no connection. Immutable and thread-safe
 * (JMS 3.1 §2.14), as every subclass must be once it is in use.
 */
public abstract class MambaDestination implements Destination, Serializable {
    private static final long serialVersionUID = 1L;

    protected MambaDestination() {}

    /** Kind and name, which are the identity of a destination. */
    public abstract DestinationName name();

    /** The queue or topic of that name; a temporary one keeps its kind. */
    public static MambaDestination of(DestinationName name) {
        return of(name, null);
    }

    /** The same, which a connection has made if it is temporary. */
    public static MambaDestination of(DestinationName name, @Nullable TemporaryOwner owner) {
        return switch (name.kind()) {
            case QUEUE -> new MambaQueue(name);
            case TOPIC -> new MambaTopic(name);
            case TEMPORARY_QUEUE -> new MambaTemporaryQueue(name, owner);
            case TEMPORARY_TOPIC -> new MambaTemporaryTopic(name, owner);
        };
    }

    /**
     * A last check before it is sent to.
     *
     * @throws InvalidDestinationException if its connection knows that it was deleted
     */
    public void requireUsable() throws InvalidDestinationException {}

    final void requireNotDeleted(@Nullable TemporaryOwner owner) throws InvalidDestinationException {
        if (owner != null && owner.isDeleted(name())) {
            throw new InvalidDestinationException(this + " was deleted");
        }
    }

    final TemporaryOwner ownerToDelete(@Nullable TemporaryOwner owner) throws JMSException {
        if (owner == null) {
            throw new JMSException(this
                    + " can only be deleted by the connection that created it, through the object that it got then");
        }
        return owner;
    }

    /**
     * Takes a destination that an application handed in. One that is not Mamba's, as an administered object of the
     * resource adapter may be, counts by its kind and name.
     *
     * @throws InvalidDestinationException if it is null, or neither a queue nor a topic, or another provider's
     *     temporary destination, or its name is not allowed; says which
     */
    public static MambaDestination from(@Nullable Destination destination) throws JMSException {
        if (destination instanceof MambaDestination own) {
            return own;
        }
        if (destination == null) {
            throw new InvalidDestinationException("the destination is null");
        }
        if (destination instanceof TemporaryQueue || destination instanceof TemporaryTopic) {
            throw new InvalidDestinationException(
                    "a temporary destination of another provider cannot be used with Mamba: " + destination);
        }
        if (destination instanceof Queue queue) {
            return new MambaQueue(checked(DestinationName::queue, queue.getQueueName()));
        }
        if (destination instanceof Topic topic) {
            return new MambaTopic(checked(DestinationName::topic, topic.getTopicName()));
        }
        throw new InvalidDestinationException(
                "neither a queue nor a topic: " + destination.getClass().getName());
    }

    /** A name that an application handed in, with the exception that JMS wants. */
    static DestinationName checked(NameCheck check, @Nullable String name) throws InvalidDestinationException {
        if (name == null) {
            throw new InvalidDestinationException("the destination's name is null");
        }
        try {
            return check.of(name);
        } catch (IllegalArgumentException e) {
            InvalidDestinationException invalid = new InvalidDestinationException(e.getMessage());
            invalid.initCause(e);
            throw invalid;
        }
    }

    /** {@link DestinationName#queue} or {@link DestinationName#topic}. */
    @FunctionalInterface
    interface NameCheck {
        DestinationName of(String name);
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof MambaDestination destination && name().equals(destination.name());
    }

    @Override
    public final int hashCode() {
        return name().hashCode();
    }

    @Override
    public final String toString() {
        return name().toString();
    }
}
