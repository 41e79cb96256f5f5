// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.rebuild;

import io.mambamq.journal.inspect.InspectedSegment;
import io.mambamq.journal.inspect.JournalInspection;
import io.mambamq.journal.inspect.RecordLookup;
import java.io.IOException;
import java.util.OptionalLong;

/**
 * Reads a broker's journal as far as it can be read, and gives what a start would have found in it as the commands of a
 * new log: destinations, messages in their order, transactions in doubt.
 */
public final class BrokerRebuild {
    private final JournalInspection inspection;
    private final TolerantReplay replay;
    private final LogReading reading;

    private BrokerRebuild(JournalInspection inspection, TolerantReplay replay, LogReading reading) {
        this.inspection = inspection;
        this.replay = replay;
        this.reading = reading;
    }

    /**
     * Reads everything: the newest checkpoint that is whole, and the log behind it. Where no checkpoint is whole, but there
     * was one, what page files hold stands in for it.
     *
     * @throws IOException also where checkpoint or log contradict themselves though their checksums are right
     */
    public static BrokerRebuild read(JournalInspection inspection) throws IOException {
        CheckpointedState checkpointed = CheckpointedState.read(inspection);
        OptionalLong checkpoint = checkpointed.position();
        try {
            TolerantReplay replay = new TolerantReplay(checkpointed.state());
            if (beginsBehind(inspection, checkpoint.orElse(0))) {
                replay.gap();
            }
            LogReading reading = new LogReading(replay, checkpoint);
            inspection.walk(reading);
            return new BrokerRebuild(inspection, replay, reading);
        } catch (IllegalStateException e) {
            throw contradiction(e);
        }
    }

    static IOException contradiction(RuntimeException cause) {
        return new IOException(
                "what is stored contradicts itself, though its checksums are right: " + cause.getMessage(), cause);
    }

    /** Whether the log lacks records right behind the position. */
    private static boolean beginsBehind(JournalInspection inspection, long position) {
        long wanted = Math.max(1, position / inspection.root().superblock().segmentBytes());
        return inspection.segments().stream()
                .filter(InspectedSegment::isLog)
                .findFirst()
                .map(segment -> segment.knownHeader().segmentId() > wanted)
                .orElse(position > 0);
    }

    /** Hands the commands of the new log to the sink, and tells what they bring over and what not. */
    public RebuildReport writeTo(CommandSink sink) throws IOException {
        try (RecordLookup records = inspection.lookup()) {
            StateWriter writer = new StateWriter(records, replay.state(), sink);
            writer.write();
            return writer.report(replay, reading.findings(), reading.lost());
        }
    }
}
