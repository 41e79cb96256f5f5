// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.data;

import java.io.PrintWriter;
import java.util.Locale;

/** Tells how far a long run is: from its second second on, once a second. */
final class Progress {
    private static final long INTERVAL_NS = 1_000_000_000L;

    private final PrintWriter err;
    private final boolean wanted;
    private long lastNs = System.nanoTime();

    Progress(PrintWriter err, boolean wanted) {
        this.err = err;
        this.wanted = wanted;
    }

    void at(String file, long done, long total) {
        long now = System.nanoTime();
        if (wanted && now - lastNs >= INTERVAL_NS && total > 0) {
            lastNs = now;
            err.println(String.format(Locale.ROOT, "mamba: %3d %% %s", done * 100 / total, file));
            err.flush();
        }
    }
}
