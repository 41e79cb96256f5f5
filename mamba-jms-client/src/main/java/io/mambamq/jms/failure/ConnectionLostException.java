// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.failure;

import jakarta.jms.JMSException;
import org.jspecify.annotations.Nullable;

/**
 * The connection is gone, or there never was one. What was asked last may have happened or not: the broker rolls back
 * unprepared transactions and gives unsettled messages to others.
 */
public final class ConnectionLostException extends CallException {
    private static final long serialVersionUID = 1L;

    public static final String ERROR_CODE = "CONNECTION_LOST";

    public ConnectionLostException(String message, @Nullable Throwable cause) {
        super(message);
        initCause(cause);
    }

    @Override
    JMSException newJms() {
        return new JMSException(getMessage(), ERROR_CODE);
    }
}
