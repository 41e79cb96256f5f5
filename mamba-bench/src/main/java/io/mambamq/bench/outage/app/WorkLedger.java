// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.outage.app;

import java.util.BitSet;
import java.util.IdentityHashMap;

/** What the beans of the application have begun, and who of them has since a moment that the program marks. */
final class WorkLedger {
    // guarded by the class
    private static final BitSet BEGUN = new BitSet();
    private static int begunAgain;
    private static final IdentityHashMap<Object, Boolean> SINCE_MARK = new IdentityHashMap<>();
    private static long firstMs;
    private static long latestNewcomerMs;

    private WorkLedger() {}

    static synchronized void begin(int number, Object bean) {
        if (BEGUN.get(number)) {
            begunAgain++;
        }
        BEGUN.set(number);
        if (SINCE_MARK.put(bean, true) == null) {
            latestNewcomerMs = System.currentTimeMillis();
            firstMs = SINCE_MARK.size() == 1 ? latestNewcomerMs : firstMs;
        }
    }

    static synchronized void mark() {
        SINCE_MARK.clear();
        firstMs = 0;
        latestNewcomerMs = 0;
    }

    /** A flat JSON object. */
    static synchronized String state() {
        return "{\"begun\":" + BEGUN.cardinality() + ",\"begunAgain\":" + begunAgain + ",\"instances\":"
                + SINCE_MARK.size() + ",\"firstMs\":" + firstMs + ",\"latestNewcomerMs\":" + latestNewcomerMs + "}";
    }
}
