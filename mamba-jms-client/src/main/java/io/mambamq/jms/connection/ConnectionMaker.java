// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.connection;

import io.mambamq.jms.ClientConfig;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.transport.Dialer;
import io.mambamq.jms.wire.Credentials;
import io.mambamq.jms.wire.Wire;
import io.mambamq.jms.wire.WireListener;
import io.mambamq.protocol.bytes.Utf8;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import org.jspecify.annotations.Nullable;

/** Opens connections to one broker with one configuration. Immutable, any thread. */
public record ConnectionMaker(Dialer dialer, ClientConfig config) {
    /** Far below what fits the frames that a broker takes of a stranger. */
    private static final int CREDENTIAL_BYTES_MAX = 4_096;

    /**
     * Connects.
     *
     * @param user null for anonymous
     * @throws JMSSecurityException if the broker does not know the user or the password is wrong, or they cannot be any
     */
    public ConnectionCore connect(@Nullable String user, @Nullable String password) throws JMSException {
        requireSendable("user", user);
        requireSendable("password", password);
        return new ConnectionCore(this, new Credentials(user, password, config.clientId()));
    }

    /** What no broker could know is not sent to one. */
    private static void requireSendable(String what, @Nullable String value) throws JMSSecurityException {
        try {
            if (value != null && Utf8.encode(value).length > CREDENTIAL_BYTES_MAX) {
                throw new JMSSecurityException("the " + what + " has more than " + CREDENTIAL_BYTES_MAX + " bytes");
            }
        } catch (IllegalArgumentException e) {
            throw new JMSSecurityException("the " + what + " is not valid text: it has half a surrogate pair");
        }
    }

    Wire open(Credentials credentials, WireListener listener) throws JMSException {
        try {
            return Wire.open(dialer, config, credentials, listener);
        } catch (CallException e) {
            throw e.toJms();
        }
    }
}
