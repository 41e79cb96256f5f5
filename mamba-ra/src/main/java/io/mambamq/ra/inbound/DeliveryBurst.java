// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import io.mambamq.jms.inbound.InboundDelivery;
import jakarta.jms.JMSException;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * A stay on one of the container's threads: one message that has arrived, and what follows it at once, but no longer than a
 * moment, because others wait for the thread too. The session is this thread's meanwhile.
 *
 * <p>WAITING, then RUNNING or CANCELLED; RUNNING, then ENDED.
 */
final class DeliveryBurst implements Work {
    private static final long DURATION_MS_MAX = 50;
    private static final long NEXT_TIMEOUT_MS = 1;

    private final WorkerSession session;
    private final EndpointDelivery endpoint;
    private final BooleanSupplier stopping;
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final CompletableFuture<DeliveryOutcome> outcome = new CompletableFuture<>();

    /** Confined to the container's thread while running, read afterwards. */
    private InboundDelivery current;

    private enum State {
        WAITING,
        RUNNING,
        CANCELLED,
        ENDED
    }

    DeliveryBurst(WorkerSession session, EndpointDelivery endpoint, InboundDelivery first, BooleanSupplier stopping) {
        this.session = session;
        this.endpoint = endpoint;
        this.current = first;
        this.stopping = stopping;
    }

    @Override
    public void run() {
        if (!state.compareAndSet(State.WAITING, State.RUNNING)) {
            return;
        }
        try {
            DeliveryOutcome last = deliver();
            state.set(State.ENDED);
            outcome.complete(last);
        } catch (JMSException | RuntimeException | Error e) {
            state.set(State.ENDED);
            outcome.completeExceptionally(e);
        }
    }

    /** {@inheritDoc} Nothing to do: a burst leaves soon anyway. */
    @Override
    public void release() {}

    /** Takes back what has not begun; false if it has. */
    boolean cancel() {
        if (state.compareAndSet(State.WAITING, State.CANCELLED)) {
            outcome.completeExceptionally(new CancellationException("the endpoint is being deactivated"));
        }
        return state.get() != State.RUNNING;
    }

    void reject(WorkException reason) {
        if (state.compareAndSet(State.WAITING, State.CANCELLED)) {
            outcome.complete(DeliveryOutcome.unavailable(reason));
        }
    }

    /** How the last delivery ended; the future tells too what kept the burst from an end. */
    CompletableFuture<DeliveryOutcome> outcome() {
        return outcome;
    }

    /** The delivery that the outcome is about. */
    InboundDelivery current() {
        return current;
    }

    private DeliveryOutcome deliver() throws JMSException {
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DURATION_MS_MAX);
        DeliveryOutcome last = endpoint.deliver(current);
        while (last.isConsumed() && mayStay(deadlineNs)) {
            InboundDelivery next = session.receive(NEXT_TIMEOUT_MS);
            if (next == null) {
                break;
            }
            current = next;
            last = endpoint.deliver(next);
        }
        return last;
    }

    private boolean mayStay(long deadlineNs) {
        return !stopping.getAsBoolean()
                && !Thread.currentThread().isInterrupted()
                && System.nanoTime() - deadlineNs < 0;
    }
}
