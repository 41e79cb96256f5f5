// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.failure;

import jakarta.jms.JMSException;

/** The broker did not answer in time. What was asked may have happened, may happen still, or never. */
public final class NoAnswerException extends CallException {
    private static final long serialVersionUID = 1L;

    public static final String ERROR_CODE = "NO_ANSWER";

    public NoAnswerException(String what, long timeoutMs) {
        super("the broker did not answer within " + timeoutMs + " ms: " + what + "; whether it happened is unknown");
    }

    @Override
    JMSException newJms() {
        return new JMSException(getMessage(), ERROR_CODE);
    }
}
