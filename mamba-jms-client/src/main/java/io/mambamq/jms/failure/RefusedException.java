// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.failure;

import io.mambamq.protocol.ErrorCode;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.TransactionRolledBackException;

/** The broker answered no, and said why. Nothing was changed. */
public final class RefusedException extends CallException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public RefusedException(ErrorCode code, String text) {
        super(text);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }

    @Override
    JMSException newJms() {
        String text = getMessage();
        String name = code.name();
        return switch (code) {
            case INVALID_DESTINATION, SUBSCRIPTION_UNKNOWN -> new InvalidDestinationException(text, name);
            case INVALID_CLIENT_ID -> new InvalidClientIDException(text, name);
            case INVALID_SELECTOR -> new InvalidSelectorException(text, name);
            case AUTHENTICATION_FAILED, NOT_AUTHORIZED -> new JMSSecurityException(text, name);
            case MALFORMED_MESSAGE -> new MessageFormatException(text, name);
            case RESOURCE_LIMIT -> new ResourceAllocationException(text, name);
            case TRANSACTION_ROLLED_BACK, TRANSACTION_UNKNOWN -> new TransactionRolledBackException(text, name);
            case INTERNAL_ERROR,
                    PROTOCOL_ERROR,
                    VERSION_NOT_SUPPORTED,
                    NOT_SUPPORTED,
                    TRANSACTION_STATE,
                    TRANSACTION_DUPLICATE,
                    TRANSACTION_HEURISTICALLY_COMMITTED,
                    TRANSACTION_HEURISTICALLY_ROLLED_BACK,
                    SUBSCRIPTION_CONFLICT,
                    DESTINATION_IN_USE,
                    CONNECTION_REPLACED,
                    SHUTTING_DOWN,
                    LOG_FAILED -> new JMSException(text, name);
        };
    }
}
