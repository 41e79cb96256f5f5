// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.command;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/**
 * By what a client is known when it connects again: 128 bits that nobody else can make, and from which its secret cannot be
 * told. In the log the first half, then the second.
 */
public record ClientKey(long high, long low) {
    public void encode(ByteSink sink) {
        sink.putLong(high);
        sink.putLong(low);
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws io.mambamq.protocol.ProtocolException if the bytes end early
     */
    public static ClientKey decode(ByteReader reader) {
        return new ClientKey(reader.readLong(), reader.readLong());
    }

    /** The beginning of it in hex, to tell one from another. */
    @Override
    public String toString() {
        return Long.toHexString(high);
    }
}
