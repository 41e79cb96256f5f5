// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.rebuild;

import io.mambamq.core.durable.DurableState;
import io.mambamq.journal.inspect.JournalInspection;
import java.io.IOException;

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
     * Reads everything.
     *
     * @throws IllegalStateException where the log contradicts itself though nothing is missing from it
     */
    public static BrokerRebuild read(JournalInspection inspection) throws IOException {
        TolerantReplay replay = new TolerantReplay(new DurableState());
        LogReading reading = new LogReading(replay, 0);
        if (inspection.root().superblock().checkpointNumber() > 0) {
            replay.gap();
        }
        inspection.walk(reading);
        return new BrokerRebuild(inspection, replay, reading);
    }

    /** Hands the commands of the new log to the sink, and tells what they bring over and what not. */
    public RebuildReport writeTo(CommandSink sink) throws IOException {
        StateWriter writer = new StateWriter(inspection.lookup(), replay.state(), sink);
        writer.write();
        return writer.report(replay.settlesDropped(), reading.findings(), reading.lost());
    }
}
