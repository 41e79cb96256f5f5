// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.failure;

import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;

/** The one place that refuses what Jakarta Messaging has and this version of Mamba does not. */
public enum NotSupportedYet {
    CONNECTION_CONSUMER("ConnectionConsumer and ServerSession are");

    public static final String ERROR_CODE = "NOT_SUPPORTED";

    private final String subject;

    NotSupportedYet(String subject) {
        this.subject = subject;
    }

    /** For the classic API. */
    public JMSException exception() {
        return new JMSException(text(), ERROR_CODE);
    }

    /** For the simplified API. */
    public JMSRuntimeException runtimeException() {
        return new JMSRuntimeException(text(), ERROR_CODE);
    }

    private String text() {
        return subject + " not supported yet by this version of Mamba";
    }
}
