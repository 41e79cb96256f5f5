// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.message;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a destination is called: its kind and a name of 1 to 255 bytes of UTF-8 without control characters.
 *
 * <p>Queues and topics have separate name spaces. Names are identity, never paths: no file is named after one.
 */
public record DestinationName(DestinationKind kind, String name) {
    public static final int NAME_BYTES_MAX = 255;

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if the name is empty, too long or has control characters; says which
     */
    public DestinationName {
        String problem = problemOf(name);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
    }

    public static DestinationName queue(String name) {
        return new DestinationName(DestinationKind.QUEUE, name);
    }

    public static DestinationName topic(String name) {
        return new DestinationName(DestinationKind.TOPIC, name);
    }

    public void encode(ByteSink sink) {
        sink.putByte(kind.wireValue());
        sink.putString16(name);
    }

    public static DestinationName decode(ByteReader reader) {
        return decode(reader.readByte(), reader);
    }

    /** The rest of a name whose kind was read already, because 0 meant none. */
    static DestinationName decode(int wireKind, ByteReader reader) {
        DestinationKind kind = DestinationKind.ofWireValue(wireKind);
        String name = reader.readString16();
        String problem = problemOf(name);
        if (problem != null) {
            throw new ProtocolException(ErrorCode.INVALID_DESTINATION, problem);
        }
        return new DestinationName(kind, name);
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + " \"" + name + '"';
    }

    private static @Nullable String problemOf(String name) {
        return Names.problemOf("a destination", name, NAME_BYTES_MAX);
    }
}
