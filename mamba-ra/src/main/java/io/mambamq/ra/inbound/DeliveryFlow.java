// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import io.mambamq.jms.inbound.InboundConsumer;
import io.mambamq.jms.inbound.InboundDelivery;
import io.mambamq.ra.connection.ConnectionLease;
import jakarta.jms.JMSException;
import jakarta.resource.spi.work.WorkException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    /** Messages that may wait for others of their group, for each message that may be with the bean. */
    private static final int FOLLOWING_MAX_RATIO = 10;

    private static final String GROUP = "JMSXGroupID";

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
    /** The last one was busy last; so those that are not needed stay at the other end. */
    private final Deque<DeliveryWorker> idle = new ArrayDeque<>();

    private final Set<DeliveryWorker> busy = new HashSet<>();
    private final Map<String, DeliveryWorker> groups = new HashMap<>();
    private int followingCount;
    /** Workers whose bean has not returned yet. */
    private int inBeanCount;
    /** Nothing is here that was not assigned, and nothing is on its way. */
    private boolean quiet;

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
                retired = retire();
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
            quieten();
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
        quieten();
        while (!busy.isEmpty() && !abandoned) {
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

    /** Takes out workers that had nothing to do for long, but for the last one. */
    private List<DeliveryWorker> retire() {
        List<DeliveryWorker> retired = new ArrayList<>();
        long nowNs = System.nanoTime();
        long idleNs = TimeUnit.MILLISECONDS.toNanos(settings.idleTimeoutMs());
        while (idle.size() + busy.size() > 1 && !idle.isEmpty() && nowNs - idle.getFirst().idleSinceNs >= idleNs) {
            retired.add(idle.removeFirst());
        }
        return retired;
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
            setInBean(worker, false);
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
            worker.current = next;
            setInBean(worker, next != null);
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
        lock.lock();
        try {
            release(worker);
            setInBean(worker, false);
            busy.remove(worker);
            if (!(cause instanceof JMSException)) {
                failure = cause;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        consumer.wake();
        worker.close();
    }

    private void note(DeliveryWorker worker, DeliveryOutcome outcome) throws JMSException {
        InboundDelivery delivery = worker.current;
        if (outcome.isConsumed() || delivery == null) {
            gate.consumed();
            return;
        }
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
        giveFollowingBack(worker);
        quieten();
    }

    private void quieten() throws JMSException {
        if (!quiet) {
            consumer.giveUnseenBack();
            quiet = true;
        }
    }

    private @Nullable InboundDelivery next(DeliveryWorker worker, boolean mayStay) throws JMSException {
        if (!mayStay || !isOpen()) {
            return null;
        }
        InboundDelivery following = worker.following.poll();
        if (following != null) {
            followingCount--;
            return following;
        }
        release(worker);
        return busy.size() > capacity() ? null : pollFor(worker);
    }

    /** Gone from the container's thread; to another stay at once if messages of its group follow. */
    private void rest(DeliveryWorker worker) throws JMSException {
        InboundDelivery following = isOpen() ? worker.following.poll() : null;
        if (following == null) {
            if (!worker.following.isEmpty()) {
                recall(worker);
            }
            toIdle(worker);
        } else {
            followingCount--;
            begin(worker, following);
            submit(worker);
        }
    }

    // ---- decisions, under the lock

    private int capacity() {
        return gate.capacity(settings.concurrency());
    }

    private boolean isFull() {
        return busy.size() >= capacity();
    }

    private boolean isOpen() {
        return !stopping && gate.closedForNs(System.nanoTime()) == 0;
    }

    /** Gives the next message to a worker that is to be submitted; null if there is no message. */
    private @Nullable DeliveryWorker assignNext() throws JMSException {
        resizeWindow();
        DeliveryWorker worker = idle.isEmpty() ? new DeliveryWorker(this) : idle.removeLast();
        InboundDelivery next = pollFor(worker);
        if (next == null) {
            toIdleAgain(worker);
            return null;
        }
        busy.add(worker);
        begin(worker, next);
        resizeWindow();
        return worker;
    }

    /** The next message that this worker may process. What belongs to a group that another one has waits there. */
    private @Nullable InboundDelivery pollFor(DeliveryWorker worker) throws JMSException {
        InboundDelivery next = consumer.poll();
        while (next != null && !mayTake(worker, next)) {
            next = consumer.poll();
        }
        return next;
    }

    private boolean mayTake(DeliveryWorker worker, InboundDelivery delivery) {
        String group = settings.isGrouped() ? groupOf(delivery) : null;
        if (group == null) {
            return true;
        }
        DeliveryWorker owner = groups.putIfAbsent(group, worker);
        if (owner != null) {
            owner.following.add(delivery);
            followingCount++;
            return false;
        }
        worker.group = group;
        return true;
    }

    private void begin(DeliveryWorker worker, InboundDelivery delivery) {
        worker.current = delivery;
        worker.state = DeliveryWorker.State.PENDING;
        setInBean(worker, true);
    }

    private void setInBean(DeliveryWorker worker, boolean inBean) {
        if (worker.inBean != inBean) {
            worker.inBean = inBean;
            inBeanCount += inBean ? 1 : -1;
        }
    }

    private static @Nullable String groupOf(InboundDelivery delivery) {
        Object group = delivery.property(GROUP);
        return group == null ? null : group.toString();
    }

    private void release(DeliveryWorker worker) {
        if (worker.group != null) {
            groups.remove(worker.group);
            worker.group = null;
        }
    }

    private void toIdle(DeliveryWorker worker) {
        release(worker);
        worker.current = null;
        setInBean(worker, false);
        worker.state = DeliveryWorker.State.IDLE;
        worker.idleSinceNs = System.nanoTime();
        busy.remove(worker);
        idle.addLast(worker);
    }

    /** There was nothing for it; one that is new is not kept. */
    private void toIdleAgain(DeliveryWorker worker) {
        if (worker.idleSinceNs != DeliveryWorker.NEVER) {
            idle.addLast(worker);
        }
    }

    private void giveFollowingBack(DeliveryWorker worker) throws JMSException {
        for (InboundDelivery following : worker.following) {
            following.giveBack(false);
        }
        followingCount -= worker.following.size();
        worker.following.clear();
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
        lock.lock();
        try {
            if (worker.state == DeliveryWorker.State.PENDING) {
                activation.endpointUnavailable(DeliveryOutcome.unavailable(reason));
                gate.refused(System.nanoTime());
                takeBack(worker);
                changed.signalAll();
            }
        } catch (JMSException e) {
            failure = e;
        } finally {
            lock.unlock();
        }
        consumer.wake();
    }

    /** As many messages as there are instances that are free, or soon will be. */
    private void resizeWindow() {
        if (!isOpen()) {
            return;
        }
        int window = capacity() - inBeanCount + settings.prefetch();
        if (settings.isGrouped()) {
            window = Math.min(window, settings.concurrency() * FOLLOWING_MAX_RATIO - followingCount);
        }
        quiet = false;
        consumer.resizeWindow(Math.max(0, window));
    }

    // ---- from outside

    /** Takes no further delivery; those that the bean has are finished. Does not wait. */
    void signalStop() {
        lock.lock();
        try {
            stopping = true;
            for (DeliveryWorker worker : List.copyOf(busy)) {
                if (worker.state == DeliveryWorker.State.PENDING) {
                    takeBack(worker);
                }
            }
            changed.signalAll();
        } catch (JMSException e) {
            failure = e;
        } finally {
            lock.unlock();
        }
        consumer.wake();
    }

    /** Takes the sessions away, from deliveries that do not end for instance: the broker delivers their messages again. */
    void abandon() {
        lock.lock();
        try {
            abandoned = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many workers there are, idle ones included. */
    int workerCount() {
        lock.lock();
        try {
            return idle.size() + busy.size();
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
            all = new ArrayList<>(idle);
            all.addAll(busy);
        } finally {
            lock.unlock();
        }
        all.forEach(DeliveryWorker::close);
    }
}
