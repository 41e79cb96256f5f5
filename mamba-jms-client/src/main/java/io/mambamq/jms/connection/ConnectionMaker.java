// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.connection;

import io.mambamq.jms.ClientConfig;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.transport.Dialer;
import io.mambamq.jms.wire.Credentials;
import io.mambamq.jms.wire.Wire;
import io.mambamq.jms.wire.WireListener;
import jakarta.jms.JMSException;
import org.jspecify.annotations.Nullable;

/** Opens connections to one broker with one configuration. Immutable, any thread. */
public record ConnectionMaker(Dialer dialer, ClientConfig config) {
    /**
     * Connects.
     *
     * @param user null for anonymous
     * @throws jakarta.jms.JMSSecurityException if the broker does not know the user or the password is wrong
     */
    public ConnectionCore connect(@Nullable String user, @Nullable String password) throws JMSException {
        return new ConnectionCore(this, new Credentials(user, password, config.clientId()));
    }

    Wire open(Credentials credentials, WireListener listener) throws JMSException {
        try {
            return Wire.open(dialer, config, credentials, listener);
        } catch (CallException e) {
            throw e.toJms();
        }
    }
}
