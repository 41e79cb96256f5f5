// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.session;

import io.mambamq.jms.settlement.StagedAcknowledgement;
import io.mambamq.protocol.transaction.TransactionId;
import org.jspecify.annotations.Nullable;

/** The XA branch that an XA session works in. Set by the transaction manager's thread, read by the session's. */
public final class BranchBinding implements StagedAcknowledgement.Enlistment {
    private volatile int number;
    private volatile @Nullable TransactionId id;

    BranchBinding() {}

    /** Number bound to the started branch; 0 for none. */
    @Override
    public int number() {
        return number;
    }

    /** Of the started branch; null for none. */
    @Nullable
    TransactionId id() {
        return id;
    }

    public void bind(int newNumber, TransactionId newId) {
        id = newId;
        number = newNumber;
    }

    public void unbind() {
        number = 0;
        id = null;
    }
}
