// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** Messages of the journal, ids 100 to 199; an id is never reused. */
@MessageLogger(projectCode = "MAMBA", length = 6)
public interface JournalLog extends BasicLogger {

    JournalLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), JournalLog.class, "io.mambamq.journal");

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 100, value = "Created journal %s in %s")
    void created(String journalId, String directory);

    @LogMessage(level = Logger.Level.DEBUG)
    @Message(id = 101, value = "Opened journal %s: %d records of %d segments replayed, next batch %d")
    void opened(String directory, long records, int segments, long nextBatchSeq);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 102, value = "Cut the unfinished tail of journal %s: %s")
    void tailCut(String directory, String what);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 103, value = "One of the two copies of %s is damaged; the other one is used")
    void copyDamaged(String what);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 104, value = "The journal has stopped and confirms nothing any more; restart the process to recover")
    void failed(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 105, value = "No segment can be prepared: %s")
    void segmentNotPrepared(String why);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 106, value = "Segments can be prepared again")
    void segmentPreparedAgain();

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 107, value = "A sync of %s took %d ms; the storage is very slow")
    void slowSync(String file, long millis);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 108, value = "An executor refused the completions of %d appends or reads")
    void completionRejected(int count, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 109, value = "A completion threw")
    void completionThrew(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 110, value = "A record read from the journal is damaged: %s")
    void damagedRecordRead(String report);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(
            id = 120,
            value =
                    "Record %2$d of stream %1$d was carried into a page file as it was found, damaged: %3$s. It cannot be"
                            + " delivered; check the disk")
    void damagedRecordCarried(int stream, long position, String report);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 121, value = "Checkpoint %d of journal %s is damaged (%s); the one before it is used")
    void checkpointDamaged(long number, String directory, String what);

    @LogMessage(level = Logger.Level.DEBUG)
    @Message(
            id = 122,
            value =
                    "Checkpoint %d stands for everything up to position %d: %d bytes; %d page files written, %d deleted; the"
                            + " log begins with segment %d")
    void checkpointed(long number, long position, long bytes, int filesWritten, int filesDeleted, long oldestSegmentId);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 123, value = "A checkpoint was given up and will be tried again: %s")
    void checkpointNotWritten(String why);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 124, value = "Live records could not be carried into page files, their segments stay: %s")
    void recordsNotCarried(String why);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 125,
            value =
                    "The log of journal %s may take %d bytes instead of the configured %d: it was created with segments of"
                            + " %d bytes, which need so much. Raise the limit to that, or begin a new directory with the smaller"
                            + " one")
    void logLimitRaised(String directory, long bytes, long configuredBytes, long segmentBytes);

    @LogMessage(level = Logger.Level.INFO)
    @Message(
            id = 111,
            value = "Journal %s uses back end %s: direct writes are %.2f times as fast as buffered ones"
                    + " (small %d and %d us, large %d and %d us), and faster in %d of %d rounds")
    void backEndMeasured(
            String directory,
            BackEnd backEnd,
            double directGain,
            long directSmallUs,
            long bufferedSmallUs,
            long directLargeUs,
            long bufferedLargeUs,
            int directWins,
            int rounds);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 112, value = "Journal %s uses back end BUFFERED: %s")
    void backEndNotDirect(String directory, String why);
}
