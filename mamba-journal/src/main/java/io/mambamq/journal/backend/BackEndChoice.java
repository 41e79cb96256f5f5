// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.backend;

import io.mambamq.journal.BackEnd;
import io.mambamq.journal.JournalException;
import io.mambamq.journal.JournalLog;
import io.mambamq.journal.file.IoFile;
import io.mambamq.journal.file.IoLayer;
import io.mambamq.journal.format.Superblock;
import io.mambamq.journal.recover.SuperblockStore;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Which back end a process start uses. Measuring costs a start time that every restart would pay, so it is done once
 * and remembered in the superblock. A start that names its back end forgets what was remembered; the next AUTO measures
 * anew.
 *
 * @param inUse never AUTO
 * @param remembered what the superblock keeps, AUTO for nothing
 */
public record BackEndChoice(BackEnd inUse, BackEnd remembered) {

    private static final BackEndChoice FOR_THIS_START = new BackEndChoice(BackEnd.BUFFERED, BackEnd.AUTO);

    /**
     * Chooses, on the opening thread. AUTO fails for no reason.
     *
     * @param directory for messages
     * @param superblock durable already
     * @throws JournalException of kind UNSUPPORTED where {@code wanted} is DIRECT and that is impossible
     */
    public static BackEndChoice make(
            BackEnd wanted, IoLayer io, String directory, Superblock superblock, LongSupplier nanoClock)
            throws IOException {
        return switch (wanted) {
            case BUFFERED -> new BackEndChoice(BackEnd.BUFFERED, BackEnd.AUTO);
            case DIRECT -> {
                requireDirect(io, directory, superblock.blockBytes());
                yield new BackEndChoice(BackEnd.DIRECT, BackEnd.AUTO);
            }
            case AUTO -> automatic(io, directory, superblock, nanoClock);
        };
    }

    private static BackEndChoice automatic(
            IoLayer io, String directory, Superblock superblock, LongSupplier nanoClock) {
        if (superblock.backEnd() == BackEnd.BUFFERED) {
            return new BackEndChoice(BackEnd.BUFFERED, BackEnd.BUFFERED);
        }
        try {
            tryDirect(io, superblock.blockBytes());
            return superblock.backEnd() == BackEnd.DIRECT
                    ? new BackEndChoice(BackEnd.DIRECT, BackEnd.DIRECT)
                    : measure(io, directory, superblock.blockBytes(), nanoClock);
        } catch (JournalException e) {
            JournalLog.LOG.backEndNotDirect(directory, String.valueOf(e.getMessage()));
            return new BackEndChoice(BackEnd.BUFFERED, BackEnd.BUFFERED);
        } catch (IOException e) {
            // No room to measure in, or worse, which the log itself will meet: nothing to remember.
            JournalLog.LOG.backEndNotDirect(directory, String.valueOf(e.getMessage()));
            return FOR_THIS_START;
        }
    }

    private static BackEndChoice measure(IoLayer io, String directory, int blockBytes, LongSupplier nanoClock)
            throws IOException {
        BackEndProbe.Result result = new BackEndProbe(io, nanoClock, blockBytes).run();
        BackEnd better = result.better();
        JournalLog.LOG.backEndMeasured(
                directory,
                better,
                result.directGain(),
                TimeUnit.NANOSECONDS.toMicros(result.directSmallNs()),
                TimeUnit.NANOSECONDS.toMicros(result.bufferedSmallNs()),
                TimeUnit.NANOSECONDS.toMicros(result.directLargeNs()),
                TimeUnit.NANOSECONDS.toMicros(result.bufferedLargeNs()),
                result.directWins(),
                result.rounds());
        return new BackEndChoice(better, better);
    }

    private static void requireDirect(IoLayer io, String directory, int blockBytes) throws IOException {
        try {
            tryDirect(io, blockBytes);
        } catch (JournalException e) {
            throw new JournalException(
                    e.kind(),
                    "the journal in " + directory + " cannot use its back end DIRECT: " + e.getMessage()
                            + "; set the back end to AUTO or BUFFERED, or put the journal on a disk with ext4 or XFS",
                    e);
        }
    }

    /** Opens a file that is there and writes nothing: there may be no room. */
    private static void tryDirect(IoLayer io, int blockBytes) throws IOException {
        try (IoFile opened = io.openDirect(SuperblockStore.FILE_NAME, blockBytes)) {
            opened.sync();
        }
    }
}
