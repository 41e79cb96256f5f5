// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.xa;

import io.mambamq.protocol.transaction.TransactionId;
import javax.transaction.xa.XAException;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/** A branch that the broker told of: its bits are those that the transaction manager gave (Connectors 2.1 §8.6.2). */
record MambaXid(TransactionId.Xa id) implements Xid {
    private static final int NULL_FORMAT_ID = -1;

    /** The broker's name of a transaction manager's branch. */
    static TransactionId.Xa idOf(@Nullable Xid xid) throws XAException {
        if (xid == null || xid.getFormatId() == NULL_FORMAT_ID) {
            throw XaFailures.of(XAException.XAER_INVAL, "the xid is null");
        }
        try {
            return new TransactionId.Xa(xid.getFormatId(), xid.getGlobalTransactionId(), xid.getBranchQualifier());
        } catch (IllegalArgumentException e) {
            XAException invalid = XaFailures.of(XAException.XAER_INVAL, String.valueOf(e.getMessage()));
            invalid.initCause(e);
            throw invalid;
        }
    }

    @Override
    public int getFormatId() {
        return id.formatId();
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return id.globalTransactionId();
    }

    @Override
    public byte[] getBranchQualifier() {
        return id.branchQualifier();
    }
}
