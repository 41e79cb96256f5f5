// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.failure;

import io.mambamq.protocol.ErrorCode;
import jakarta.jms.JMSException;

/**
 * The connection was lost under a call, and is being made anew or has been. The message says what is known of what was asked. Unlike
 * after a {@link ConnectionLostException}, connection and session can be used further.
 */
public final class CutException extends CallException {
    private static final long serialVersionUID = 1L;

    public static final String ERROR_CODE = "CONNECTION_CUT";

    private final boolean repeatable;

    public CutException(String message) {
        this(message, false);
    }

    private CutException(String message, boolean repeatable) {
        super(message);
        this.repeatable = repeatable;
    }

    /** Nothing of it happened, and to do all of it again in the connection's next life does what was asked. */
    public static CutException repeatable(String message) {
        return new CutException(message, true);
    }

    public boolean isRepeatable() {
        return repeatable;
    }

    /** What was begun before the cut and not committed is rolled back. */
    public static RefusedException rolledBack(String what) {
        return new RefusedException(
                ErrorCode.TRANSACTION_ROLLED_BACK,
                "the connection was lost and made anew since " + what + " began: the broker has rolled it back");
    }

    @Override
    JMSException newJms() {
        return new JMSException(getMessage(), ERROR_CODE);
    }
}
