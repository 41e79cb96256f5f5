// SPDX-License-Identifier: Apache-2.0

package io.mambamq.cdi;

import jakarta.jms.JMSException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Keeps one listener method consuming: connects, waits until the connection is lost, connects again. New, consuming or waiting for the next
 * attempt, stopped; it is not started twice. Its own thread does everything, others ask for the end.
 */
final class ListenerSupervisor {
    static final long DELAY_MIN_MS = 10;
    static final long DELAY_MAX_MS = 30_000;

    private final ListenerMethod method;
    private final Supplier<ListenerConsumers> connector;
    private final Thread thread;

    private final CompletableFuture<Void> attempted = new CompletableFuture<>();
    private final CompletableFuture<JMSException> stopping = new CompletableFuture<>();

    // confined to the thread
    private int failures;

    /** @param connector called for each attempt; a RuntimeException means that it failed */
    ListenerSupervisor(ListenerMethod method, Supplier<ListenerConsumers> connector) {
        this.method = method;
        this.connector = connector;
        this.thread = new Thread(this::run, "mamba-listener-" + method.name());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Returns when the method consumes or the first attempt has failed. */
    void awaitFirstAttempt() {
        attempted.join();
    }

    /** Asks for the end; after that no call begins that has not begun. */
    void stop() {
        stopping.complete(new JMSException("stopped"));
    }

    /** Returns when the calls under way have, or when the waiting thread is interrupted. */
    void awaitEnd() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopping.isDone()) {
                String why = consume();
                attempted.complete(null);
                pause(why);
            }
        } finally {
            attempted.complete(null);
            CdiLog.LOG.stopped(method.name());
        }
    }

    /** Consumes until the connection is lost or the end is asked for; says why that was. */
    private String consume() {
        try (ListenerConsumers consumers = connector.get()) {
            failures = 0;
            CdiLog.LOG.consuming(
                    method.name(), method.listener().type(), method.listener().destination());
            attempted.complete(null);
            return reason(
                    consumers.lost().applyToEither(stopping, problem -> problem).join());
        } catch (RuntimeException e) {
            return reason(e);
        }
    }

    private static String reason(Exception problem) {
        return String.valueOf(problem.getMessage());
    }

    /** Until the next attempt, twice as long each time and at random below that, lest all clients come back at once; or until the end. */
    private void pause(String why) {
        if (stopping.isDone()) {
            return;
        }
        long ceilingMs = Math.min(DELAY_MAX_MS, 100L << Math.min(failures++, 20));
        long delayMs = ThreadLocalRandom.current().nextLong(DELAY_MIN_MS, ceilingMs + 1);
        CdiLog.LOG.notConsuming(method.name(), why, delayMs);
        stopping.copy()
                .completeOnTimeout(new JMSException("later"), delayMs, TimeUnit.MILLISECONDS)
                .join();
    }
}
