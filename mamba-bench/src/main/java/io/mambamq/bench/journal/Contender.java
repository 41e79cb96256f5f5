// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A journal in one configuration.
 *
 * @param classPath name of the class path it runs on: libraries differ between releases
 * @param adapter class that drives it
 * @param options its configuration, as the adapter understands it
 * @param loads whether it takes part in loading: configurations that differ in the timer only load alike
 */
record Contender(String label, String classPath, String adapter, String options, boolean loads) {
    static final Contender MAMBA =
            new Contender("mamba", "mamba", "io.mambamq.bench.journal.load.MambaJournal", "", true);

    /** The disk without a journal. It is no peer. */
    static final Contender DISK = new Contender("disk", "mamba", "none", "", false);

    private static final String ARTEMIS_ADAPTER = "io.mambamq.bench.artemis.journal.ArtemisJournal";
    private static final List<String> ARTEMIS_RELEASES = List.of("2.44", "2.56");
    private static final List<String> ARTEMIS_TYPES = List.of("NIO", "ASYNCIO");
    private static final List<Integer> ARTEMIS_TIMERS_US = List.of(100, 500);

    /** The releases, kinds of file access and buffer timers of Artemis that are measured. */
    static List<Contender> peers() {
        List<Contender> peers = new ArrayList<>();
        for (String release : ARTEMIS_RELEASES) {
            for (String type : ARTEMIS_TYPES) {
                for (int timerUs : ARTEMIS_TIMERS_US) {
                    String label = String.format(
                            Locale.ROOT, "artemis-%s-%s-%.1fms", release, type.toLowerCase(Locale.ROOT), timerUs / 1e3);
                    peers.add(new Contender(
                            label,
                            "artemis-journal-" + release,
                            ARTEMIS_ADAPTER,
                            type + "," + timerUs,
                            timerUs == ARTEMIS_TIMERS_US.get(0)));
                }
            }
        }
        return peers;
    }

    boolean isPeer() {
        return !equals(MAMBA) && !equals(DISK);
    }
}
