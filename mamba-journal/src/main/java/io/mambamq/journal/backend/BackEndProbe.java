// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.backend;

import io.mambamq.journal.BackEnd;
import io.mambamq.journal.file.IoFile;
import io.mambamq.journal.file.IoLayer;
import io.mambamq.journal.write.SegmentPreparer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Measures both back ends where the journal lies, with small and large durable writes in turn, so that what else the
 * machine does falls on both. Takes about 0.15 s and 2 MiB in two temporary files. Used by the opening thread.
 */
final class BackEndProbe {

    /** How much faster, in the mean over both sizes, is clearly faster. */
    private static final double GAIN_MIN = 1.15;

    /** In which part of the rounds, with either size, it must be faster. */
    private static final double WINS_MIN = 0.7;

    private static final long BUDGET_NS = TimeUnit.MILLISECONDS.toNanos(150);
    /** When a disk is so slow that the budget holds few rounds, or none. */
    private static final long OVERDRAFT_NS = TimeUnit.SECONDS.toNanos(1);

    private static final int ROUNDS_MIN = 10;
    private static final int ROUNDS_MAX = 200;
    private static final int SMALL_BYTES_MIN = 4096;
    private static final int LARGE_PER_SMALL = 64;
    private static final int LARGE_WRITES_PER_FILE = 4;
    private static final String BUFFERED_FILE = "probe-buffered" + SegmentPreparer.TEMPORARY_SUFFIX;
    private static final String DIRECT_FILE = "probe-direct" + SegmentPreparer.TEMPORARY_SUFFIX;

    /**
     * Medians of one durable write, in nanoseconds.
     *
     * @param rounds writes measured of each kind
     * @param directWins rounds in which the direct write was the faster one, with the size that had fewer of them
     */
    record Result(
            int rounds,
            int directWins,
            long bufferedSmallNs,
            long directSmallNs,
            long bufferedLargeNs,
            long directLargeNs) {

        /** How many times as fast direct writes are: the geometric mean over both sizes. */
        double directGain() {
            return Math.sqrt((double) bufferedSmallNs / directSmallNs * bufferedLargeNs / directLargeNs);
        }

        /** Direct writes must be clearly faster, and most of the time: on a busy disk medians alone are chance. */
        BackEnd better() {
            boolean mostly = rounds >= ROUNDS_MIN && directWins >= rounds * WINS_MIN;
            return mostly && directGain() >= GAIN_MIN ? BackEnd.DIRECT : BackEnd.BUFFERED;
        }
    }

    private final IoLayer io;
    private final LongSupplier nanoClock;
    private final int blockBytes;
    private final int smallBytes;
    private final int largeBytes;
    private final ByteBuffer data;

    BackEndProbe(IoLayer io, LongSupplier nanoClock, int blockBytes) {
        this.io = io;
        this.nanoClock = nanoClock;
        this.blockBytes = blockBytes;
        this.smallBytes = Math.max(SMALL_BYTES_MIN, blockBytes);
        this.largeBytes = LARGE_PER_SMALL * smallBytes;
        this.data = ByteBuffer.allocateDirect(largeBytes + blockBytes)
                .alignedSlice(blockBytes)
                .limit(largeBytes)
                .slice();
        for (int i = 0; i < largeBytes; i++) {
            // Zeros are a special case to some storage.
            data.put(i, (byte) (i * 31 + 1));
        }
    }

    /**
     * Measures; the temporary files are gone when this returns.
     *
     * @throws IOException where direct writes are impossible, or the disk failed or has no room
     */
    Result run() throws IOException {
        try {
            prepare(BUFFERED_FILE);
            prepare(DIRECT_FILE);
            try (IoFile buffered = io.openForWrite(BUFFERED_FILE);
                    IoFile direct = io.openDirect(DIRECT_FILE, blockBytes)) {
                return measure(buffered, direct);
            }
        } finally {
            io.delete(BUFFERED_FILE);
            io.delete(DIRECT_FILE);
        }
    }

    private void prepare(String name) throws IOException {
        try (IoFile file = io.create(name)) {
            for (int i = 0; i < LARGE_WRITES_PER_FILE; i++) {
                file.writeFully(data.clear(), (long) i * largeBytes);
            }
            file.sync();
        }
    }

    private Result measure(IoFile buffered, IoFile direct) throws IOException {
        long[][] tookNs = new long[4][ROUNDS_MAX];
        long startNs = nanoClock.getAsLong();
        int rounds = 0;
        while (rounds < ROUNDS_MAX && isTimeFor(rounds, nanoClock.getAsLong() - startNs)) {
            boolean directFirst = rounds % 2 == 1;
            for (int turn = 0; turn < 2; turn++) {
                boolean useDirect = directFirst == (turn == 0);
                IoFile file = useDirect ? direct : buffered;
                tookNs[useDirect ? 1 : 0][rounds] = write(file, smallBytes, rounds);
                tookNs[useDirect ? 3 : 2][rounds] = write(file, largeBytes, rounds);
            }
            rounds++;
        }
        return new Result(
                rounds,
                Math.min(wins(tookNs[1], tookNs[0], rounds), wins(tookNs[3], tookNs[2], rounds)),
                median(tookNs[0], rounds),
                median(tookNs[1], rounds),
                median(tookNs[2], rounds),
                median(tookNs[3], rounds));
    }

    private static boolean isTimeFor(int rounds, long spentNs) {
        return spentNs < (rounds < ROUNDS_MIN ? OVERDRAFT_NS : BUDGET_NS);
    }

    private long write(IoFile file, int bytes, int round) throws IOException {
        int places = LARGE_WRITES_PER_FILE * largeBytes / bytes;
        long startNs = nanoClock.getAsLong();
        file.writeFully(data.clear().limit(bytes), (long) (round % places) * bytes);
        file.sync();
        return nanoClock.getAsLong() - startNs;
    }

    private static int wins(long[] oneNs, long[] otherNs, int count) {
        return (int)
                IntStream.range(0, count).filter(i -> oneNs[i] < otherNs[i]).count();
    }

    private static long median(long[] values, int count) {
        long[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return Math.max(1, sorted[count / 2]);
    }
}
