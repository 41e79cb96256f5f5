// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import io.mambamq.jms.inbound.InboundDelivery;
import jakarta.jms.JMSException;
import jakarta.resource.spi.work.Work;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages to the bean, one at a time, on one of the container's threads, in the branches of a session of its own. A stay
 * there begins with a message and goes on while another one follows at once, but no longer than a moment, because others wait
 * for the thread too.
 *
 * <p>IDLE, PENDING from the submission until the container has a thread, RUNNING, IDLE again; PENDING, IDLE when it is taken back.
 * Its flow's lock guards all but the session.
 */
final class DeliveryWorker implements Work {
    static final long NEVER = Long.MIN_VALUE;

    private static final long STAY_MS_MAX = 50;

    private final DeliveryFlow flow;

    /** Opened by the container's thread that needs it first; any thread closes it. */
    private volatile @Nullable WorkerSession session;

    private @Nullable EndpointDelivery endpoint;

    // guarded by the flow's lock
    State state = State.IDLE;

    @Nullable
    InboundDelivery current;
    /** Of the messages that it has, if the activation keeps those of a group in order. */
    @Nullable
    String group;
    /** What follows in that group. */
    final Queue<InboundDelivery> following = new ArrayDeque<>();
    /** From the submission until the bean has returned. */
    boolean inBean;

    long idleSinceNs = NEVER;

    enum State {
        IDLE,
        PENDING,
        RUNNING
    }

    DeliveryWorker(DeliveryFlow flow) {
        this.flow = flow;
    }

    @Override
    public void run() {
        InboundDelivery next = flow.begin(this);
        if (next == null) {
            return;
        }
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STAY_MS_MAX);
        try {
            while (next != null) {
                next = flow.conclude(this, deliver(next), mayStay(deadlineNs));
            }
        } catch (JMSException | RuntimeException | Error e) {
            flow.broken(this, e);
        } finally {
            flow.leave();
        }
    }

    /** {@inheritDoc} Nothing to do: it leaves soon anyway. */
    @Override
    public void release() {}

    private static boolean mayStay(long deadlineNs) {
        return !Thread.currentThread().isInterrupted() && System.nanoTime() - deadlineNs < 0;
    }

    private DeliveryOutcome deliver(InboundDelivery delivery) throws JMSException {
        EndpointDelivery open;
        try {
            open = endpoint();
        } catch (JMSException e) {
            return DeliveryOutcome.unavailable(e);
        }
        return open.deliver(delivery, () -> flow.beanReturned(this));
    }

    private EndpointDelivery endpoint() throws JMSException {
        EndpointDelivery open = endpoint;
        if (open == null) {
            WorkerSession opened = flow.openSession();
            session = opened;
            open = flow.endpointFor(opened);
            endpoint = open;
        }
        return open;
    }

    /** What its session does in a branch now is rolled back. Any thread. */
    void close() {
        WorkerSession open = session;
        if (open != null) {
            open.close();
        }
    }
}
