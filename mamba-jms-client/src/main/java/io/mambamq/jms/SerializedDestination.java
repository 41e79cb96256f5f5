// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import io.mambamq.protocol.message.DestinationKind;
import io.mambamq.protocol.message.DestinationName;
import java.io.InvalidObjectException;
import java.io.Serializable;

/** What of a destination is serialized: names are checked again when it comes back. */
record SerializedDestination(DestinationKind kind, String name) implements Serializable {
    private static final long serialVersionUID = 1L;

    private Object readResolve() throws InvalidObjectException {
        try {
            return MambaDestination.of(new DestinationName(kind, name));
        } catch (IllegalArgumentException e) {
            InvalidObjectException invalid = new InvalidObjectException(e.getMessage());
            invalid.initCause(e);
            throw invalid;
        }
    }
}
