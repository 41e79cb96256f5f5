// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.xa;

import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.RefusedException;
import javax.transaction.xa.XAException;

/** What a transaction manager gets to see of a failure. */
final class XaFailures {
    private XaFailures() {}

    static XAException of(int errorCode, String message) {
        XAException exception = new XAException(message);
        exception.errorCode = errorCode;
        return exception;
    }

    /** Whenever it is not known what the broker did it is XAER_RMFAIL: the transaction manager asks again on a new connection. */
    static XAException of(CallException failure) {
        int errorCode = failure instanceof RefusedException refused ? errorCodeOf(refused) : XAException.XAER_RMFAIL;
        XAException exception = of(errorCode, String.valueOf(failure.getMessage()));
        exception.initCause(failure);
        return exception;
    }

    private static int errorCodeOf(RefusedException refused) {
        return switch (refused.code()) {
            case TRANSACTION_UNKNOWN -> XAException.XAER_NOTA;
            case TRANSACTION_STATE -> XAException.XAER_PROTO;
            case TRANSACTION_DUPLICATE -> XAException.XAER_DUPID;
            case TRANSACTION_ROLLED_BACK -> XAException.XA_RBROLLBACK;
            case TRANSACTION_HEURISTICALLY_COMMITTED -> XAException.XA_HEURCOM;
            case TRANSACTION_HEURISTICALLY_ROLLED_BACK -> XAException.XA_HEURRB;
            case SHUTTING_DOWN, LOG_FAILED, CONNECTION_REPLACED -> XAException.XAER_RMFAIL;
            case INTERNAL_ERROR,
                    PROTOCOL_ERROR,
                    VERSION_NOT_SUPPORTED,
                    AUTHENTICATION_FAILED,
                    NOT_AUTHORIZED,
                    NOT_SUPPORTED,
                    INVALID_DESTINATION,
                    INVALID_SELECTOR,
                    MALFORMED_MESSAGE,
                    SUBSCRIPTION_CONFLICT,
                    DESTINATION_IN_USE,
                    SUBSCRIPTION_UNKNOWN,
                    INVALID_CLIENT_ID,
                    RESOURCE_LIMIT -> XAException.XAER_RMERR;
        };
    }
}
