// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.session;

import io.mambamq.jms.settlement.StagedAcknowledgement;

/** The XA branch that an XA session works in. Set by the transaction manager's thread, read by the session's. */
public final class BranchBinding implements StagedAcknowledgement.Enlistment {
    private volatile int number;

    BranchBinding() {}

    /** Number bound to the started branch; 0 for none. */
    @Override
    public int number() {
        return number;
    }

    public void bind(int newNumber) {
        number = newNumber;
    }

    public void unbind() {
        number = 0;
    }
}
