// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.effect;

import io.mambamq.protocol.transaction.TransactionId;
import java.util.List;

/** The XA branches that are prepared or heuristically completed, in the order in which they were prepared. */
public record InDoubt(long session, int request, List<TransactionId> ids) implements Effect {
    public InDoubt {
        ids = List.copyOf(ids);
    }

    @Override
    public EffectType type() {
        return EffectType.IN_DOUBT;
    }
}
