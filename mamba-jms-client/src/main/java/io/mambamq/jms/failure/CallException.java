// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.failure;

import jakarta.jms.JMSException;

/**
 * A call to the broker failed. Inside the client only: the JMS interfaces turn it into a {@link JMSException}, the XA
 * resource into an {@code XAException}.
 */
public abstract sealed class CallException extends Exception
        permits RefusedException, ConnectionLostException, CutException, NoAnswerException, InterruptedCallException {
    private static final long serialVersionUID = 1L;

    CallException(String message) {
        super(message);
    }

    /** What the application gets, with this exception as its cause; a new one for each that waits. */
    public final JMSException toJms() {
        return JmsFailures.withCause(newJms(), this);
    }

    abstract JMSException newJms();
}
