// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.rebuild;

import io.mambamq.journal.inspect.Finding;
import io.mambamq.journal.inspect.LostRange;
import io.mambamq.journal.inspect.Verdict.Weight;
import java.util.List;

/**
 * What a rebuild brought over, or would, and what it did not.
 *
 * @param messages persistent messages, those locked by prepared transactions included
 * @param prepared transactions in doubt that were brought over
 * @param heuristic outcomes that were brought over
 * @param rolledBack transactions that were open: a start rolls them back too
 * @param nonPersistent messages that were not brought over: a start drops them too
 * @param settlesDropped settlements behind a gap that could not be assigned: so many messages, at the most, come back
 *     although they were consumed
 * @param findings all that is not as it should be
 * @param lostRanges parts of the log that cannot be read
 * @param lostMessages messages that were still there and cannot be read
 */
public record RebuildReport(
        long queues,
        long messages,
        long prepared,
        long heuristic,
        long rolledBack,
        long nonPersistent,
        long settlesDropped,
        List<Finding> findings,
        List<LostRange> lostRanges,
        List<LostMessage> lostMessages) {

    /** Whether anything that was confirmed is damaged. */
    public boolean hasDamage() {
        return !lostRanges.isEmpty() || !lostMessages.isEmpty() || has(Weight.LOSES);
    }

    /** Whether something is of another version or journal. */
    public boolean hasForeign() {
        return has(Weight.FOREIGN);
    }

    private boolean has(Weight weight) {
        return findings.stream().anyMatch(finding -> finding.verdict().weight() == weight);
    }
}
