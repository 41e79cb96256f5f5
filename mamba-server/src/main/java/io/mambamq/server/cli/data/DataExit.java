// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.data;

import io.mambamq.journal.inspect.Verdict;

/** Exit codes of {@code mamba data}. Part of the interface: scripts rely on the numbers. */
final class DataExit {
    static final int CLEAN = 0;
    static final int UNFINISHED = 1;
    static final int USAGE = 2;
    static final int DAMAGED = 3;
    static final int NOT_READABLE = 4;

    private DataExit() {}

    /** What a finding alone would lead to. */
    static int of(Verdict verdict) {
        return switch (verdict.weight()) {
            case NONE -> CLEAN;
            case OPENS -> UNFINISHED;
            case LOSES -> DAMAGED;
            case FOREIGN -> NOT_READABLE;
        };
    }
}
