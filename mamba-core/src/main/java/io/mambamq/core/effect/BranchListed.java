// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.effect;

import io.mambamq.protocol.transaction.InDoubtBranch;

/** A branch in doubt and what is in it; one of those that the request asked for. */
public record BranchListed(long session, int request, InDoubtBranch branch) implements Effect {
    @Override
    public EffectType type() {
        return EffectType.BRANCH_LISTED;
    }
}
