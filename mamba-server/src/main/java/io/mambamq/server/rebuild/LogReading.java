// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.rebuild;

import io.mambamq.core.command.Command;
import io.mambamq.journal.inspect.Finding;
import io.mambamq.journal.inspect.InspectedRecord;
import io.mambamq.journal.inspect.InspectionListener;
import io.mambamq.journal.inspect.LostRange;
import io.mambamq.journal.inspect.WholeRecord;
import io.mambamq.server.log.LogRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Feeds the log behind a position to the replay, gaps included. */
final class LogReading implements InspectionListener {
    private final TolerantReplay replay;
    private final long afterPosition;
    private final List<Finding> findings = new ArrayList<>();
    private final List<LostRange> lost = new ArrayList<>();

    /** @param afterPosition of the last record that the replay knows already */
    LogReading(TolerantReplay replay, long afterPosition) {
        this.replay = replay;
        this.afterPosition = afterPosition;
    }

    List<Finding> findings() {
        return findings;
    }

    List<LostRange> lost() {
        return lost;
    }

    @Override
    public void finding(Finding finding) {
        findings.add(finding);
    }

    @Override
    public void lost(LostRange range) {
        lost.add(range);
        if (range.toPosition() > afterPosition) {
            replay.gap();
        }
    }

    @Override
    public void record(InspectedRecord record, ByteBuffer body, @Nullable WholeRecord whole) {
        if (whole == null || record.paged() || whole.position() <= afterPosition) {
            return;
        }
        Command command = LogRecord.command(whole.userType(), whole.body());
        if (command == null) {
            replay.gap();
        } else {
            replay.apply(whole.position(), command);
        }
    }
}
