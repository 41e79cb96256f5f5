// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import java.util.UUID;

/**
 * How a broker knows a client again: the same for all lives of a connection.
 *
 * @param uuid begins message ids and local transaction ids
 * @param secret proves that whoever connects again is the same; zero for a client that never does
 */
record ClientIdentity(UUID uuid, UUID secret) {
    private static final UUID NO_SECRET = new UUID(0, 0);

    /** Of cryptographic quality, both. */
    static ClientIdentity random(boolean connectsAgain) {
        return new ClientIdentity(UUID.randomUUID(), connectsAgain ? UUID.randomUUID() : NO_SECRET);
    }

    /** Without the secret, so that a log never shows it. */
    @Override
    public String toString() {
        return "ClientIdentity[" + uuid + ']';
    }
}
