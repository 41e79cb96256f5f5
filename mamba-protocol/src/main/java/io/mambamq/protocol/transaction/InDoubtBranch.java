// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.transaction;

import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.message.DestinationName;
import java.util.ArrayList;
import java.util.List;

/**
 * A prepared or heuristically completed branch, as an administrator sees it. Of a completed one only the outcome is
 * remembered: it has no messages, deliveries and destinations any more.
 *
 * @param sinceMs when it came to its state, in milliseconds since 1970
 * @param messages sent in it
 * @param deliveries accepted in it
 * @param destinations of these, those that have not ended; at most {@link #DESTINATIONS_MAX}
 * @param destinationCount how many there are, named or not
 */
public record InDoubtBranch(
        TransactionId id,
        InDoubtState state,
        long sinceMs,
        long messages,
        long deliveries,
        List<DestinationName> destinations,
        int destinationCount) {
    /** So that one branch never needs a large frame. */
    public static final int DESTINATIONS_MAX = 16;

    /** Copies the list. */
    public InDoubtBranch {
        destinations = List.copyOf(destinations);
    }

    public void encode(ByteSink sink) {
        id.encode(sink);
        sink.putByte(state.wireValue());
        sink.putLong(sinceMs);
        sink.putLong(messages);
        sink.putLong(deliveries);
        sink.putInt(destinationCount);
        sink.putByte(destinations.size());
        destinations.forEach(destination -> destination.encode(sink));
    }

    public static InDoubtBranch decode(ByteReader reader) {
        TransactionId id = TransactionId.decode(reader);
        InDoubtState state = InDoubtState.ofWireValue(reader.readByte());
        long sinceMs = reader.readLong();
        long messages = reader.readLong();
        long deliveries = reader.readLong();
        int destinationCount = reader.readInt();
        return new InDoubtBranch(
                id, state, sinceMs, messages, deliveries, decodeDestinations(reader), destinationCount);
    }

    private static List<DestinationName> decodeDestinations(ByteReader reader) {
        int count = reader.readByte();
        if (count > DESTINATIONS_MAX) {
            throw ProtocolException.protocolError(
                    count + " destinations of one branch, at most " + DESTINATIONS_MAX + " are named");
        }
        List<DestinationName> destinations = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            destinations.add(DestinationName.decode(reader));
        }
        return destinations;
    }
}
