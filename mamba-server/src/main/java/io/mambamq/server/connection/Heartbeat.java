// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.connection;

/**
 * Keeps silence from being mistaken for death, and finds the dead. Reading and writing only leave a mark, so that they
 * cost no look at a clock; ticks turn the marks into times.
 */
final class Heartbeat {
    /** What the owner should do now. */
    enum Action {
        NOTHING,
        PING,
        DEAD
    }

    static final int INTERVAL_MIN_MS = 1_000;
    static final int INTERVAL_MAX_MS = 60_000;

    /** After so many intervals without a word, not even a Pong, the peer is dead. */
    private static final int SILENT_INTERVALS_MAX = 3;

    private boolean heardSinceTick = true;
    private boolean saidSinceTick = true;
    private long heardMs;
    private long saidMs;
    private int intervalMs;

    void heard() {
        heardSinceTick = true;
    }

    void said() {
        saidSinceTick = true;
    }

    /** The client's wish, brought into range; 0 stays never. */
    void agree(int wantedMs) {
        intervalMs = wantedMs <= 0 ? 0 : Math.max(INTERVAL_MIN_MS, Math.min(INTERVAL_MAX_MS, wantedMs));
    }

    int intervalMs() {
        return intervalMs;
    }

    /**
     * Judges the time since the last words.
     *
     * @param listening whether the peer is read from; if not, its silence is ours
     */
    Action onTick(long nowMs, boolean listening) {
        if (heardSinceTick || !listening) {
            heardMs = nowMs;
        }
        if (saidSinceTick) {
            saidMs = nowMs;
        }
        heardSinceTick = false;
        saidSinceTick = false;
        if (intervalMs == 0) {
            return Action.NOTHING;
        }
        if (nowMs - heardMs >= (long) SILENT_INTERVALS_MAX * intervalMs) {
            return Action.DEAD;
        }
        // Half an interval, so that the words arrive within it.
        long quietMs = intervalMs / 2;
        return nowMs - saidMs >= quietMs || nowMs - heardMs >= quietMs ? Action.PING : Action.NOTHING;
    }
}
