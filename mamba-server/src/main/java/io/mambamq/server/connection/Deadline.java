// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.connection;

/** Until when something may last; it begins with the first look at the clock. */
final class Deadline {
    private long atMs;

    /** Something else begins. */
    void restart() {
        atMs = 0;
    }

    /** Whether it has lasted so long. */
    boolean isDue(long nowMs, long afterMs) {
        if (atMs == 0) {
            atMs = nowMs + afterMs;
        }
        return nowMs >= atMs;
    }
}
