// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server;

import io.mambamq.protocol.message.DestinationName;
import java.util.ArrayList;
import java.util.List;

/**
 * Which queues and topics there are; immutable.
 *
 * @param autoCreate whether they come into being with their first message, consumer or browser
 * @param declared those that exist from the start of the server, in any case
 */
public record DestinationSettings(boolean autoCreate, List<DestinationName> declared) {
    public static final DestinationSettings DEFAULT = new DestinationSettings(true, List.of());

    /** @throws IllegalArgumentException if a declared one is temporary */
    public DestinationSettings {
        declared = List.copyOf(declared);
        for (DestinationName name : declared) {
            if (name.kind().isTemporary()) {
                throw new IllegalArgumentException(name + " cannot be declared: it belongs to a connection");
            }
        }
    }

    public DestinationSettings withAutoCreate(boolean value) {
        return new DestinationSettings(value, declared);
    }

    public DestinationSettings with(DestinationName name) {
        List<DestinationName> all = new ArrayList<>(declared);
        all.add(name);
        return new DestinationSettings(autoCreate, all);
    }
}
