// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

import io.mambamq.core.command.ClientKey;
import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.bytes.LittleEndian;
import io.mambamq.protocol.frame.Connect;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * By what a client is known when it connects again: a digest of what it must repeat for that, its own id, its secret and the
 * user that it was let in as. So the log has a name for it, and the secret is nowhere but in the memory of the client.
 */
final class ClientKeys {
    private ClientKeys() {}

    /** Null for a client without a secret. */
    static @Nullable ClientKey of(Connect connect) {
        if (!connect.hasSecret()) {
            return null;
        }
        ArraySink identity = new ArraySink(64);
        identity.putLong(connect.clientHigh());
        identity.putLong(connect.clientLow());
        identity.putLong(connect.secretHigh());
        identity.putLong(connect.secretLow());
        identity.putOptionalString16(connect.user());
        byte[] digest = sha256().digest(identity.toByteArray());
        return new ClientKey(LittleEndian.getLong(digest, 0), LittleEndian.getLong(digest, Long.BYTES));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
