// SPDX-License-Identifier: Apache-2.0

package io.mambamq.samples.liberty.demo;

import java.io.PrintStream;

/** Tells what is going on: finished steps as lines, the running one on a line that is rewritten if someone watches. */
final class Progress {

    private static final int PERCENT_BETWEEN_LINES = 20;
    private static final int BAR_WIDTH = 30;

    private final PrintStream out;
    private final boolean terminal;
    private int percentShown = -PERCENT_BETWEEN_LINES;

    Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    synchronized void step(String text) {
        clearLine();
        out.println(text);
    }

    /** The running step; kept only on a terminal until the next call. */
    synchronized void running(String text) {
        if (terminal) {
            clearLine();
            out.print(text);
            out.flush();
        }
    }

    synchronized void counts(OrderCounts counts, int total) {
        int percent = (int) (100L * counts.different() / total);
        String text = String.format("%,7d sent  %,7d consumed  of %,d", counts.sent(), counts.received(), total);
        if (terminal) {
            int filled = BAR_WIDTH * percent / 100;
            running("  [" + "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled) + "]" + text);
        } else if (percent >= percentShown + PERCENT_BETWEEN_LINES) {
            percentShown = percent;
            out.println("  " + text);
        }
    }

    private void clearLine() {
        if (terminal) {
            out.print("\r\033[K");
        }
    }
}
