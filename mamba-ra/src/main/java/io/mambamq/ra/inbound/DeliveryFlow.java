// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import io.mambamq.jms.inbound.InboundConsumer;
import io.mambamq.jms.inbound.InboundDelivery;
import io.mambamq.ra.connection.ConnectionLease;
import jakarta.jms.JMSException;
import jakarta.resource.spi.work.WorkException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of one activation over one connection: one consumer receives for all workers, and a worker comes into being
 * when there is a message and none is idle. The broker is asked for as many messages as there are free instances of the bean, so that
 * none waits here while it could be processed, here or elsewhere.
 *
 * <p>The activation's own thread waits for messages ({@link #run}); workers, on the container's threads, conclude deliveries and
 * take the next message themselves where there is one. Every decision happens under one lock, which also guards the workers;
 * beans run without it.
 */
final class DeliveryFlow implements AutoCloseable {
    private final EndpointActivation activation;
    private final DeliverySettings settings;
    private final DeliveryGate gate;
    private final ContainerThreads threads;
    private final ConnectionLease lease;
    /** Whoever opened it closes it. */
    private final InboundConsumer consumer;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // guarded by lock
    private final WorkerPool workers = new WorkerPool();
    private final MessageGroups groups;
    private final DeliveryWindow window;
    private boolean stopping;
    private boolean abandoned;
    private @Nullable Throwable failure;

    DeliveryFlow(
            EndpointActivation activation, ContainerThreads threads, ConnectionLease lease, InboundConsumer consumer) {
        this.activation = activation;
        this.settings = activation.settings();
        this.gate = activation.gate();
        this.threads = threads;
        this.lease = lease;
        this.consumer = consumer;
        this.groups = new MessageGroups(settings);
        this.window = new DeliveryWindow(settings, gate, consumer);
    }

    // ---- the activation's thread

    /**
     * Hands messages to workers until it is stopped, and then waits for those that work.
     *
     * @throws JMSException if the connection is lost
     */
    void run() throws JMSException {
        while (true) {
            DeliveryWorker ready;
            List<DeliveryWorker> retired;
            lock.lock();
            try {
                if (stopping) {
                    drain();
                    return;
                }
                requireWhole();
                retired = workers.retire(TimeUnit.MILLISECONDS.toNanos(settings.idleTimeoutMs()));
                ready = isOpen() && !isFull() ? assignNext() : null;
                if (ready == null && retired.isEmpty() && awaitChange()) {
                    continue;
                }
            } finally {
                lock.unlock();
            }
            retired.forEach(DeliveryWorker::close);
            if (ready != null) {
                submit(ready);
            } else if (retired.isEmpty()) {
                consumer.await(settings.idleTimeoutMs());
            }
        }
    }

    /** While nothing can be delivered, waits until that may have changed; false if it can be. */
    private boolean awaitChange() throws JMSException {
        long closedForNs = gate.closedForNs(System.nanoTime());
        if (closedForNs > 0) {
            window.quieten();
            await(closedForNs);
            resizeWindow();
            return true;
        }
        if (isFull()) {
            await(Long.MAX_VALUE);
            return true;
        }
        return false;
    }

    @SuppressWarnings("WaitNotInLoop") // the caller loops
    private void await(long timeoutNs) {
        try {
            changed.await(timeoutNs, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody interrupts the activation's own thread
            stopping = true;
        }
    }

    /** What was sent ahead goes to others; what the bean has is finished, unless that takes too long. */
    private void drain() throws JMSException {
        window.quieten();
        while (workers.busyCount() > 0 && !abandoned) {
            changed.awaitUninterruptibly();
        }
    }

    private void requireWhole() throws JMSException {
        if (failure instanceof JMSException lost) {
            throw lost;
        }
        if (failure != null) {
            throw new IllegalStateException("a worker failed", failure);
        }
    }

    private void submit(DeliveryWorker ready) throws JMSException {
        try {
            threads.submit(ready, rejection -> rejected(ready, rejection));
        } catch (WorkException e) {
            rejected(ready, e);
        }
    }

    // ---- the container's threads

    /** The message to begin with; null if the worker was taken back meanwhile. {@link #leave} follows if it was not. */
    @Nullable
    InboundDelivery begin(DeliveryWorker worker) {
        lock.lock();
        try {
            if (worker.state != DeliveryWorker.State.PENDING) {
                return null;
            }
            worker.state = DeliveryWorker.State.RUNNING;
            activation.running().enter();
            return worker.current;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        activation.running().leave();
    }

    /** The instance will be free when the transaction is over: time to ask for its next message. */
    void beanReturned(DeliveryWorker worker) {
        lock.lock();
        try {
            workers.beanReturned(worker);
            resizeWindow();
        } finally {
            lock.unlock();
        }
    }

    /**
     * One delivery has ended.
     *
     * @return what the worker delivers next; null: it leaves
     */
    @Nullable
    InboundDelivery conclude(DeliveryWorker worker, DeliveryOutcome outcome, boolean mayStay) throws JMSException {
        lock.lock();
        try {
            note(worker, outcome);
            InboundDelivery next = next(worker, mayStay);
            workers.goOn(worker, next);
            if (next == null) {
                rest(worker);
            }
            resizeWindow();
            changed.signalAll();
            return next;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Something went wrong that says nothing about the message: the broker decides by the end of the session, or of the
     * connection, whose loss the activation's thread finds by itself. After anything unexpected all begins anew.
     */
    void broken(DeliveryWorker worker, Throwable cause) {
        decide(() -> {
            groups.release(worker);
            workers.remove(worker);
            if (!(cause instanceof JMSException)) {
                failure = cause;
            }
        });
        worker.close();
    }

    private void note(DeliveryWorker worker, DeliveryOutcome outcome) throws JMSException {
        if (outcome.isConsumed()) {
            gate.consumed();
            return;
        }
        InboundDelivery delivery = Objects.requireNonNull(worker.current);
        if (outcome.kind() == DeliveryOutcome.Kind.FAILED) {
            activation.deliveryFailed(delivery.message(), outcome);
            gate.failed(System.nanoTime());
        } else {
            activation.endpointUnavailable(outcome);
            delivery.giveBack(false);
            gate.refused(System.nanoTime());
        }
        if (settings.isOrdered()) {
            recall(worker);
        }
        consumer.wake();
    }

    /** What came behind a message that comes again goes back too, to come behind it again. */
    private void recall(DeliveryWorker worker) throws JMSException {
        groups.giveFollowingBack(worker);
        window.quieten();
    }

    private @Nullable InboundDelivery next(DeliveryWorker worker, boolean mayStay) throws JMSException {
        if (!mayStay || !isOpen()) {
            return null;
        }
        InboundDelivery following = groups.pollFollowing(worker);
        if (following != null) {
            return following;
        }
        groups.release(worker);
        return workers.busyCount() > window.capacity() ? null : pollFor(worker);
    }

    /** Gone from the container's thread; to another stay at once if messages of its group follow. */
    private void rest(DeliveryWorker worker) throws JMSException {
        InboundDelivery following = isOpen() ? groups.pollFollowing(worker) : null;
        if (following == null) {
            if (!worker.following.isEmpty()) {
                recall(worker);
            }
            toIdle(worker);
        } else {
            workers.begin(worker, following);
            submit(worker);
        }
    }

    // ---- decisions, under the lock

    private boolean isFull() {
        return workers.busyCount() >= window.capacity();
    }

    private boolean isOpen() {
        return !stopping && gate.closedForNs(System.nanoTime()) == 0;
    }

    /** Gives the next message to a worker that is to be submitted; null if there is no message. */
    private @Nullable DeliveryWorker assignNext() throws JMSException {
        resizeWindow();
        DeliveryWorker worker = workers.take(() -> new DeliveryWorker(this));
        InboundDelivery next = pollFor(worker);
        if (next == null) {
            workers.putBack(worker);
            return null;
        }
        workers.begin(worker, next);
        resizeWindow();
        return worker;
    }

    /** The next message that this worker may process. What belongs to a group that another one has waits there. */
    private @Nullable InboundDelivery pollFor(DeliveryWorker worker) throws JMSException {
        InboundDelivery next = consumer.poll();
        while (next != null && !groups.mayTake(worker, next)) {
            next = consumer.poll();
        }
        return next;
    }

    private void toIdle(DeliveryWorker worker) {
        groups.release(worker);
        workers.rest(worker);
    }

    /** What the container did not begin goes back to the broker. */
    private void takeBack(DeliveryWorker worker) throws JMSException {
        InboundDelivery current = worker.current;
        if (current != null) {
            current.giveBack(false);
        }
        if (settings.isOrdered()) {
            recall(worker);
        }
        toIdle(worker);
    }

    private void rejected(DeliveryWorker worker, Exception reason) {
        decide(() -> {
            if (worker.state == DeliveryWorker.State.PENDING) {
                activation.endpointUnavailable(DeliveryOutcome.unavailable(reason));
                gate.refused(System.nanoTime());
                takeBack(worker);
            }
        });
    }

    private interface Decision {
        void make() throws JMSException;
    }

    /** Something that the activation's thread has to know, if it waits. */
    private void decide(Decision decision) {
        lock.lock();
        try {
            decision.make();
            changed.signalAll();
        } catch (JMSException e) {
            failure = e;
        } finally {
            lock.unlock();
        }
        consumer.wake();
    }

    private void resizeWindow() {
        if (isOpen()) {
            window.resize(workers, groups);
        }
    }

    // ---- from outside

    /** Takes no further delivery; those that the bean has are finished. Does not wait. */
    void signalStop() {
        decide(() -> {
            stopping = true;
            for (DeliveryWorker worker : workers.pending()) {
                takeBack(worker);
            }
        });
    }

    /** Takes the sessions away, from deliveries that do not end for instance: the broker delivers their messages again. */
    void abandon() {
        decide(() -> abandoned = true);
    }

    /** How many workers there are, idle ones included. */
    int workerCount() {
        lock.lock();
        try {
            return workers.count();
        } finally {
            lock.unlock();
        }
    }

    WorkerSession openSession() throws JMSException {
        return new WorkerSession(lease.createInboundSession());
    }

    EndpointDelivery endpointFor(WorkerSession session) {
        return activation.endpointFor(session);
    }

    /** What workers do in a transaction now is rolled back. Waits for the broker, not for beans. */
    @Override
    public void close() {
        List<DeliveryWorker> all;
        lock.lock();
        try {
            stopping = true;
            all = workers.all();
        } finally {
            lock.unlock();
        }
        all.forEach(DeliveryWorker::close);
    }
}
