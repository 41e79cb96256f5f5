// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import io.mambamq.jms.inbound.InboundDelivery;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The workers of a flow, busy and idle ones: which state each is in, and what it has to deliver. Guarded by its flow's lock. */
final class WorkerPool {
    /** The last one was busy last; so those that are not needed stay at the other end. */
    private final Deque<DeliveryWorker> idle = new ArrayDeque<>();

    private final Set<DeliveryWorker> busy = new HashSet<>();
    /** Workers whose bean has not returned yet. */
    private int inBeanCount;

    WorkerPool() {}

    /** An idle worker, or one more; {@link #begin} or {@link #putBack} follows. */
    DeliveryWorker take(Supplier<DeliveryWorker> maker) {
        return idle.isEmpty() ? maker.get() : idle.removeLast();
    }

    /** There was nothing for it; one that is new is not kept. */
    void putBack(DeliveryWorker worker) {
        if (worker.idleSinceNs != DeliveryWorker.NEVER) {
            idle.addLast(worker);
        }
    }

    /** It is to be submitted with this. */
    void begin(DeliveryWorker worker, InboundDelivery delivery) {
        busy.add(worker);
        worker.current = delivery;
        worker.state = DeliveryWorker.State.PENDING;
        setInBean(worker, true);
    }

    /** It runs already, and stays if there is something next. */
    void goOn(DeliveryWorker worker, @Nullable InboundDelivery next) {
        worker.current = next;
        setInBean(worker, next != null);
    }

    void beanReturned(DeliveryWorker worker) {
        setInBean(worker, false);
    }

    void rest(DeliveryWorker worker) {
        remove(worker);
        worker.current = null;
        worker.state = DeliveryWorker.State.IDLE;
        worker.idleSinceNs = System.nanoTime();
        idle.addLast(worker);
    }

    /** It is of no more use. */
    void remove(DeliveryWorker worker) {
        setInBean(worker, false);
        busy.remove(worker);
    }

    /** Takes out workers that had nothing to do for so long, but for the last one. */
    List<DeliveryWorker> retire(long idleNs) {
        List<DeliveryWorker> retired = new ArrayList<>();
        long nowNs = System.nanoTime();
        while (count() > 1 && !idle.isEmpty() && nowNs - idle.getFirst().idleSinceNs >= idleNs) {
            retired.add(idle.removeFirst());
        }
        return retired;
    }

    int count() {
        return idle.size() + busy.size();
    }

    int busyCount() {
        return busy.size();
    }

    int inBeanCount() {
        return inBeanCount;
    }

    /** Those that wait for a thread of the container. */
    List<DeliveryWorker> pending() {
        return busy.stream()
                .filter(worker -> worker.state == DeliveryWorker.State.PENDING)
                .toList();
    }

    List<DeliveryWorker> all() {
        List<DeliveryWorker> all = new ArrayList<>(idle);
        all.addAll(busy);
        return all;
    }

    private void setInBean(DeliveryWorker worker, boolean inBean) {
        if (worker.inBean != inBean) {
            worker.inBean = inBean;
            inBeanCount += inBean ? 1 : -1;
        }
    }
}
