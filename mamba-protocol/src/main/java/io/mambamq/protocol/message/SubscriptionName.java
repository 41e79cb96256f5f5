// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.message;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription of a topic is called by those who share it or come back to it (JMS 3.1 §4.2.1, §8.3): 1 to 255 bytes
 * of UTF-8 without control characters. Together with the client id of the connection, or with none, it names one
 * subscription; durable ones and others have separate name spaces.
 *
 * @param durable whether it gathers messages while nobody consumes
 * @param shared whether it may have several consumers at a time
 */
public record SubscriptionName(String name, boolean durable, boolean shared) {
    public static final int NAME_BYTES_MAX = 255;

    private static final int SHARED = 1;
    private static final int DURABLE = 1 << 1;

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if the name is empty, too long or has control characters, or if nothing needs it:
     *     neither durable nor shared
     */
    public SubscriptionName {
        String problem = problemOf(name);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        if (!durable && !shared) {
            throw new IllegalArgumentException(
                    "subscription \"" + name + "\" is neither durable nor shared and so has no name");
        }
    }

    /** Null, for a subscription without a name, is a single byte 0. */
    public static void encodeOptional(@Nullable SubscriptionName name, ByteSink sink) {
        if (name == null) {
            sink.putByte(0);
        } else {
            sink.putByte((name.shared ? SHARED : 0) | (name.durable ? DURABLE : 0));
            sink.putString16(name.name);
        }
    }

    /**
     * Reads what {@link #encodeOptional} wrote.
     *
     * @throws ProtocolException if the bytes end early or the name is not allowed
     */
    public static @Nullable SubscriptionName decodeOptional(ByteReader reader) {
        int flags = reader.readByte();
        if (flags == 0) {
            return null;
        }
        if ((flags & ~(SHARED | DURABLE)) != 0) {
            throw ProtocolException.protocolError("a subscription with the unknown flags " + flags);
        }
        String name = requireName(reader.readString16());
        return new SubscriptionName(name, (flags & DURABLE) != 0, (flags & SHARED) != 0);
    }

    /**
     * The name as it came from a peer.
     *
     * @throws ProtocolException if it is not allowed; says why
     */
    public static String requireName(String name) {
        String problem = problemOf(name);
        if (problem != null) {
            throw new ProtocolException(ErrorCode.SUBSCRIPTION_CONFLICT, problem);
        }
        return name;
    }

    @Override
    public String toString() {
        return (shared ? "shared " : "") + (durable ? "durable " : "") + "subscription \"" + name + '"';
    }

    private static @Nullable String problemOf(String name) {
        return Names.problemOf("a subscription", name, NAME_BYTES_MAX);
    }
}
