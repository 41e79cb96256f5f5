// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.settlement;

import io.mambamq.jms.failure.CallException;

/** Of an XA session: staged while a branch is started, automatic otherwise. */
public final class BranchAcknowledgement implements Acknowledgement {
    private final StagedAcknowledgement.Enlistment branch;
    private final Acknowledgement staged;
    private final Acknowledgement automatic;

    /** A session whose branch number is 0 while none is started. */
    public BranchAcknowledgement(
            StagedAcknowledgement.Enlistment branch, StagedAcknowledgement staged, AutomaticAcknowledgement automatic) {
        this.branch = branch;
        this.staged = staged;
        this.automatic = automatic;
    }

    @Override
    public boolean delivered(long delivery) {
        return current().delivered(delivery);
    }

    @Override
    public void completed(long delivery, boolean more) throws CallException {
        automatic.completed(delivery, more);
    }

    @Override
    public void flush() throws CallException {
        staged.flush();
        automatic.flush();
    }

    @Override
    public void acknowledgeAll() {}

    @Override
    public void giveBack() {
        staged.giveBack();
        automatic.giveBack();
    }

    @Override
    public boolean hasUnacknowledged() {
        return staged.hasUnacknowledged();
    }

    private Acknowledgement current() {
        return branch.number() == 0 ? automatic : staged;
    }
}
