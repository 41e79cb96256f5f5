// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.outbound;

import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.CommException;
import jakarta.resource.spi.SecurityException;

/** One failure in the words of both sides: Jakarta Messaging for applications, Jakarta Connectors for the container. */
final class Failures {
    private Failures() {}

    /** The broker's failure for the container. */
    static ResourceException forContainer(String what, JMSException failure) {
        String text = what + ": " + failure.getMessage();
        return failure instanceof JMSSecurityException
                ? new SecurityException(text, failure)
                : new CommException(text, failure);
    }

    /** The container's failure for the application: what the broker said, where that is the cause. */
    static JMSException forApplication(ResourceException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof JMSException fromBroker) {
                return fromBroker;
            }
        }
        JMSException translated = failure instanceof SecurityException
                ? new JMSSecurityException(failure.getMessage(), failure.getErrorCode())
                : new JMSException(
                        "the application server gave no connection: " + failure.getMessage(), failure.getErrorCode());
        translated.setLinkedException(failure);
        translated.initCause(failure);
        return translated;
    }
}
