// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.handler;

import io.mambamq.core.transaction.Branch;
import io.mambamq.core.transaction.BranchState;
import io.mambamq.protocol.ErrorCode;

/** Why something is refused. */
record Refusal(ErrorCode code, String text) {
    /**
     * Not a protocol error: a client may begin a transaction without waiting for the answer, and goes on with the number
     * before it learns that the beginning was refused.
     */
    static Refusal unknownTransactionNumber(int number) {
        return new Refusal(ErrorCode.TRANSACTION_UNKNOWN, "transaction number " + number + " stands for nothing");
    }

    static Refusal notActive(Branch branch) {
        return branch.state() == BranchState.FINISHED
                ? new Refusal(ErrorCode.TRANSACTION_ROLLED_BACK, "transaction " + branch.id() + " is over")
                : new Refusal(
                        ErrorCode.TRANSACTION_STATE, "transaction " + branch.id() + " is prepared and takes no more");
    }
}
