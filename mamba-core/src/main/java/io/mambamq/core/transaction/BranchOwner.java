// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.transaction;

/** Someone whose disappearance rolls an unprepared branch back: a connection. */
public interface BranchOwner {
    void own(Branch branch);

    /** The branch does not depend on it any more. */
    void disown(Branch branch);
}
