// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.endurance;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** The thread to which an index belongs: it runs what it is handed, and looks after checkpoints in between. */
final class OwnerThread implements Executor {
    private static final int TASKS_MAX = 16 << 10;
    private static final int TICK_MS = 1;

    private final BlockingQueue<Runnable> tasks = new ArrayBlockingQueue<>(TASKS_MAX);
    private final Thread thread = new Thread(this::run, "owner");
    private Runnable onTick = () -> {};
    private volatile boolean ended;

    /** @param onTick run every millisecond or so */
    void start(Runnable onTick) {
        this.onTick = onTick;
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void execute(Runnable task) {
        // Appends on their way are fewer; so are pieces of a checkpoint.
        tasks.add(task);
    }

    /** Returns when the thread has done what it was handed. */
    void end() throws InterruptedException {
        ended = true;
        thread.join();
    }

    private void run() {
        try {
            long tickNs = System.nanoTime();
            while (!ended || !tasks.isEmpty()) {
                Runnable task = tasks.poll(TICK_MS, TimeUnit.MILLISECONDS);
                if (task != null) {
                    task.run();
                }
                if (System.nanoTime() - tickNs >= TimeUnit.MILLISECONDS.toNanos(TICK_MS)) {
                    tickNs = System.nanoTime();
                    onTick.run();
                }
            }
        } catch (Throwable e) {
            Failure.abort(e);
        }
    }
}
