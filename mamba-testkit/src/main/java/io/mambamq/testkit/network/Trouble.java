// SPDX-License-Identifier: Apache-2.0

package io.mambamq.testkit.network;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** What a {@link TcpRelay} does to the bytes that it passes on. Thread-safe. */
final class Trouble {
    private static final long NEVER = Long.MAX_VALUE;

    /** Bytes, of both directions, that still pass until the next cut. */
    private final AtomicLong bytesLeft = new AtomicLong(NEVER);

    private volatile LongSupplier bytesBetweenCuts = () -> NEVER;
    private volatile boolean losesAnswers;
    /** Connections of earlier ones are frozen. */
    private final AtomicInteger age = new AtomicInteger();

    void cutAfter(long bytes) {
        bytesLeft.set(bytes);
    }

    void cutEvery(long bytes) {
        cutEvery(() -> bytes);
    }

    void cutAtRandom(long seed, int bytesMax) {
        Random random = new Random(seed);
        cutEvery(() -> 1 + random.nextInt(bytesMax));
    }

    private void cutEvery(LongSupplier bytes) {
        bytesBetweenCuts = bytes;
        bytesLeft.set(bytes.getAsLong());
    }

    void heal() {
        cutEvery(NEVER);
    }

    void freeze() {
        age.incrementAndGet();
    }

    void loseAnswers() {
        losesAnswers = true;
    }

    /** The relay has cut its connections: all begins again. */
    void onCut() {
        losesAnswers = false;
        bytesLeft.set(bytesBetweenCuts.getAsLong());
    }

    /** Of a connection that is made now. */
    int age() {
        return age.get();
    }

    /**
     * How many of these bytes pass.
     *
     * @param answers whether the server says them
     * @param born the age of their connection
     * @return less than the count if the relay is to cut its connections behind them; negative if they are lost without that
     */
    int passing(int count, boolean answers, int born) {
        if (born != age.get() || (answers && losesAnswers)) {
            return -1;
        }
        long left = bytesLeft.get() == NEVER ? NEVER : bytesLeft.addAndGet(-count);
        return left >= 0 ? count : (int) Math.max(0, count + left);
    }
}
