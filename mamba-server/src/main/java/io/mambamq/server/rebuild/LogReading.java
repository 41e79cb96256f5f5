// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.rebuild;

import io.mambamq.core.command.Command;
import io.mambamq.core.command.MessageCommand;
import io.mambamq.journal.inspect.Finding;
import io.mambamq.journal.inspect.InspectedRecord;
import io.mambamq.journal.inspect.InspectionListener;
import io.mambamq.journal.inspect.LostRange;
import io.mambamq.journal.inspect.WholeRecord;
import io.mambamq.server.log.LogRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Feeds the log behind a position to the replay, gaps included. */
final class LogReading implements InspectionListener {
    private final TolerantReplay replay;
    private final long afterPosition;
    private final boolean usesPageFiles;
    private final List<Finding> findings = new ArrayList<>();
    private final List<LostRange> lost = new ArrayList<>();

    /** @param checkpoint position of the last record that the replay knows already; nothing without a checkpoint */
    LogReading(TolerantReplay replay, OptionalLong checkpoint) {
        this.replay = replay;
        this.afterPosition = checkpoint.orElse(0);
        this.usesPageFiles = checkpoint.isEmpty();
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
        if (whole == null) {
            return;
        }
        if (whole.paged()) {
            pagedRecord(whole);
        } else if (whole.position() > afterPosition) {
            Command command = LogRecord.command(whole.userType(), whole.body());
            if (command == null) {
                replay.gap();
            } else {
                replay.apply(whole.position(), command);
            }
        }
    }

    /**
     * Without a checkpoint nothing tells which of the page files' messages were consumed since, nor whether those sent in a
     * transaction were committed: better one too many.
     */
    private void pagedRecord(WholeRecord whole) {
        if (usesPageFiles && LogRecord.command(whole.userType(), whole.body()) instanceof MessageCommand carrying) {
            replay.gap();
            replay.addMessage(whole.position(), carrying);
        }
    }
}
