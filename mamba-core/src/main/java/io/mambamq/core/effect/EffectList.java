// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.effect;

import java.util.ArrayList;
import java.util.function.Consumer;

/** The effects that were produced and not yet carried out, in order. Reused; confined to the partition's thread. */
public final class EffectList {
    private final ArrayList<Effect> effects = new ArrayList<>();

    public EffectList() {}

    public void add(Effect effect) {
        effects.add(effect);
    }

    /** Hands over everything, also what is added meanwhile. If the interpreter throws, the rest stays for the next time. */
    public void drainTo(Consumer<? super Effect> interpreter) {
        int done = 0;
        try {
            while (done < effects.size()) {
                interpreter.accept(effects.get(done++));
            }
        } finally {
            effects.subList(0, done).clear();
        }
    }
}
