// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Runs what may throw, on threads of its own. */
public final class Async {
    /** A {@link Runnable} that may throw. */
    @FunctionalInterface
    public interface Action {
        void run() throws Exception;
    }

    /** A call and the thread that makes it. */
    private static final class Task<T> extends CompletableFuture<T> {
        private final Thread thread;

        Task(Callable<T> callable) {
            thread = new Thread(() -> {
                try {
                    complete(callable.call());
                } catch (Throwable e) {
                    completeExceptionally(e);
                }
            });
            thread.setDaemon(true);
        }
    }

    private Async() {}

    public static <T> CompletableFuture<T> call(Callable<T> callable) {
        Task<T> task = new Task<>(callable);
        task.thread.start();
        return task;
    }

    public static CompletableFuture<Void> run(Action action) {
        return call(() -> {
            action.run();
            return null;
        });
    }

    public static Thread threadOf(CompletableFuture<?> future) {
        return ((Task<?>) future).thread;
    }

    /** Until the call has come to wait for something. */
    public static void awaitWaiting(CompletableFuture<?> future) {
        while (!future.isDone() && !isWaiting(threadOf(future))) {
            Thread.onSpinWait();
        }
    }

    private static boolean isWaiting(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }

    /** For listeners, which may not throw checked exceptions. */
    public static void unchecked(Action action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** For listeners whose assertions the test has to see. */
    public static void completing(CompletableFuture<Void> future, Action action) {
        try {
            action.run();
            future.complete(null);
        } catch (Throwable e) {
            future.completeExceptionally(e);
        }
    }

    /** What the action throws; null if nothing. */
    public static Throwable failureOf(Action action) {
        try {
            action.run();
            return null;
        } catch (Throwable e) {
            return e;
        }
    }
}
