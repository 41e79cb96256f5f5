// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.failure;

import jakarta.jms.JMSException;

/** The calling thread was interrupted while it waited; its interrupt flag is set again. The connection lives on. */
public final class InterruptedCallException extends CallException {
    private static final long serialVersionUID = 1L;

    public static final String ERROR_CODE = "INTERRUPTED";

    public InterruptedCallException(String what) {
        super("interrupted while waiting: " + what + "; whether it happened is unknown");
    }

    @Override
    JMSException newJms() {
        return new JMSException(getMessage(), ERROR_CODE);
    }
}
