// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

/**
 * Stored data that was, or may have been, confirmed to someone is damaged. Opening refuses rather than dropping it: the
 * files are left exactly as they were found.
 */
public final class JournalCorruptionException extends JournalException {

    private static final long serialVersionUID = 1L;

    private final transient CorruptionReport report;

    public JournalCorruptionException(CorruptionReport report, String advice) {
        super(Kind.CORRUPT, "verdict corruption, " + report.describe() + ". " + advice);
        this.report = report;
    }

    public CorruptionReport report() {
        return report;
    }
}
