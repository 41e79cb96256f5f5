// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.core.MachineConfig;
import io.mambamq.core.PartitionMachine;
import io.mambamq.core.command.Command;
import io.mambamq.core.command.Commit;
import io.mambamq.core.effect.BodyReleased;
import io.mambamq.core.effect.Deliver;
import io.mambamq.core.effect.Drained;
import io.mambamq.core.effect.Effect;
import io.mambamq.core.effect.InDoubt;
import io.mambamq.core.effect.Refused;
import io.mambamq.core.effect.SendConfirmed;
import io.mambamq.core.effect.SendCreditGranted;
import io.mambamq.core.effect.SendRefused;
import io.mambamq.core.effect.Succeeded;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One machine, its log, its clients, and the oracle beside them. Clients change their own accounts before they call the
 * machine; what comes out of it must then fit the accounts.
 */
final class World {
    static final MachineConfig CONFIG = new MachineConfig(40, 4, 4, 12, 3, 1_500, 40, 9, 3_000);

    private static final int TRACE_MAX = 60;

    /** Where a message is that nobody else can get. */
    enum Place {
        UNSETTLED,
        IN_BRANCH,
        LEAVING
    }

    record Held(Place place, DestinationName queue) {}

    record Request(long session, int number) {}

    /** What is to be answered; a null code means success. */
    record Expected(ErrorCode code, long value) {}

    /** Messages that must be delivered first in the order in which they were sent. */
    record Lane(long session, TransactionId transaction, DestinationName queue, int priority) {}

    final SimulatedLog log = new SimulatedLog();
    final NaiveBroker oracle = new NaiveBroker();
    final Checkpoints checkpoints = new Checkpoints(this);
    final Map<Long, SimulatedSession> sessions = new LinkedHashMap<>();
    final Map<TransactionId, SimulatedBranch> branches = new LinkedHashMap<>();
    /** Transactions whose end was asked for, for as long as its command may be under way. */
    final Map<TransactionId, SimulatedBranch> finished = new HashMap<>();

    final Map<Long, Held> held = new HashMap<>();
    final Map<Long, Integer> returns = new HashMap<>();
    final List<Long> confirmed = new ArrayList<>();
    final Map<Long, Lane> lanes = new HashMap<>();
    private final Map<Lane, Long> lastFirstDelivered = new HashMap<>();
    private final Set<Long> everDelivered = new HashSet<>();
    private final Map<Request, Expected> expected = new HashMap<>();
    private final ArrayDeque<String> trace = new ArrayDeque<>();

    PartitionMachine machine;
    long nowMs = 1_000_000;
    long lastKey;
    long lastSession;
    long lastTransaction;

    World() {
        machine = new PartitionMachine(CONFIG, log);
        machine.start(nowMs);
    }

    void note(String event) {
        trace.addLast(event);
        if (trace.size() > TRACE_MAX) {
            trace.removeFirst();
        }
    }

    String trace() {
        return String.join("\n  ", trace);
    }

    // ---- the log goes on

    void commitNext() {
        log.commitNext((position, command) -> {
            note("committed " + command.type());
            applyToOracle(position, command);
            machine.onCommit(position, command);
            carryOut();
        });
    }

    void commitAll() {
        while (log.outstanding() > 0) {
            commitNext();
        }
    }

    private void applyToOracle(long position, Command command) {
        Set<Long> lockedBefore = lockedKeys();
        if (command instanceof Commit commit) {
            checkWhole(commit);
        }
        oracle.apply(position, command);
        held.keySet().removeIf(key -> oracle.consumed.contains(key) || oracle.expired.contains(key));
        Set<Long> locked = lockedKeys();
        for (long key : lockedBefore) {
            if (!locked.contains(key) && !oracle.consumed.contains(key)) {
                held.remove(key);
                returns.merge(key, 1, Integer::sum);
            }
        }
    }

    private Set<Long> lockedKeys() {
        Set<Long> keys = new LinkedHashSet<>();
        oracle.transactions
                .values()
                .forEach(transaction -> transaction.locked.values().forEach(keys::addAll));
        return keys;
    }

    /** A transaction commits with all that its client counts on, or not at all. */
    private void checkWhole(Commit commit) {
        SimulatedBranch branch = finished.get(commit.transaction());
        NaiveBroker.Transaction logged = oracle.transactions.get(commit.transaction());
        List<Long> staged = logged == null
                ? List.of()
                : logged.staged.stream().map(message -> message.key).toList();
        if (branch != null) {
            assertEquals(branch.sends, staged, "a committed transaction has all of its sends");
        }
    }

    // ---- what comes out of the machine

    void expect(SimulatedSession session, int request, ErrorCode code, long value) {
        expected.put(new Request(session.id, request), new Expected(code, value));
    }

    void carryOut() {
        machine.drainEffects(this::carryOut);
    }

    private void carryOut(Effect effect) {
        note("  " + effect);
        switch (effect.type()) {
            case DELIVER -> delivered((Deliver) effect);
            case EXAMINE -> throw new AssertionError("no consumer here has a selector: " + effect);
            case BROWSED -> throw new AssertionError("nobody here browses: " + effect);
            case DRAINED -> drained((Drained) effect);
            case SEND_CONFIRMED -> confirmed((SendConfirmed) effect);
            case SEND_REFUSED -> throw new AssertionError("an unexpected refusal: " + (SendRefused) effect);
            case SEND_CREDIT_GRANTED -> granted((SendCreditGranted) effect);
            case SUCCEEDED -> {
                Succeeded succeeded = (Succeeded) effect;
                answered(succeeded.session(), succeeded.request(), new Expected(null, succeeded.value()));
            }
            case REFUSED -> {
                Refused refused = (Refused) effect;
                answered(refused.session(), refused.request(), new Expected(refused.code(), 0));
            }
            case IN_DOUBT -> {
                InDoubt inDoubt = (InDoubt) effect;
                answered(inDoubt.session(), inDoubt.request(), new Expected(null, 0));
                assertEquals(oracle.inDoubt(), inDoubt.ids(), "branches in doubt");
            }
            case BRANCH_LISTED -> throw new AssertionError("nobody here administers: " + effect);
            case BODY_RELEASED -> released((BodyReleased) effect);
        }
    }

    private void answered(long session, int request, Expected answer) {
        Expected wanted = expected.remove(new Request(session, request));
        assertNotNull(wanted, () -> "nobody asked for request " + request + " of session " + session);
        assertEquals(wanted, answer, () -> "the answer to request " + request + " of session " + session);
    }

    private void confirmed(SendConfirmed confirmation) {
        SimulatedSession session = sessions.get(confirmation.session());
        Long key = session.unconfirmed.remove(confirmation.sequence());
        assertNotNull(key, "a send is confirmed once");
        confirmed.add(key);
    }

    private void released(BodyReleased released) {
        NaiveBroker.Live body = new NaiveBroker.Live(released.stream(), released.position());
        assertFalse(oracle.live().contains(body), () -> "a live body is released: " + body);
        assertEquals(
                log.messageAt(released.position()).destination(),
                oracle.queue(released.stream()).name,
                "a released body names its queue");
    }

    private void granted(SendCreditGranted grant) {
        assertTrue(grant.bytes() > 0, "a grant of something");
        sessions.get(grant.session()).sendCreditBytes += grant.bytes();
    }

    private void drained(Drained drained) {
        SimulatedSession session = sessions.get(drained.session());
        SimulatedSession.Consumer consumer = session.consumers.get(drained.consumer());
        if (consumer != null && session.open) {
            if (consumer.hasCredit() && session.unsettled.size() < CONFIG.inFlightPerSessionMax()) {
                assertEquals(0, machine.queueCounts(consumer.queue).ready(), "what there was came before Drained");
            }
            consumer.takeCredit();
        }
    }

    private void delivered(Deliver deliver) {
        SimulatedSession session = sessions.get(deliver.session());
        assertTrue(session.open, "deliveries go to open sessions");
        SimulatedSession.Consumer consumer = session.consumers.get(deliver.consumer());
        assertNotNull(consumer, "deliveries go to attached consumers");
        assertTrue(consumer.hasCredit(), "deliveries need credit");
        assertEquals(session.lastDelivery + 1, deliver.delivery(), "delivery numbers ascend by one");
        EncodedMessage message = log.messageAt(deliver.position());
        long key = NaiveBroker.keyOf(message);
        assertEquals(consumer.queue, oracle.queue(deliver.stream()).name, "a delivery names its queue");
        checkMessage(consumer.queue, message, deliver);
        checkOrder(key);
        assertNull(held.put(key, new Held(Place.UNSETTLED, consumer.queue)), "a message goes to one consumer");
        session.lastDelivery = deliver.delivery();
        session.unsettled.put(deliver.delivery(), new SimulatedSession.Delivery(consumer, key));
        consumer.creditMessages--;
        consumer.creditBytes -= deliver.sizeBytes();
    }

    private void checkMessage(DestinationName queue, EncodedMessage message, Deliver deliver) {
        long key = NaiveBroker.keyOf(message);
        assertEquals(queue, message.destination(), "a message goes to consumers of its queue");
        assertEquals(message.sizeBytes(), deliver.sizeBytes());
        NaiveBroker.Message known = oracle.queues.stream()
                .filter(candidate -> candidate.name.equals(queue))
                .flatMap(candidate -> candidate.messages.values().stream())
                .filter(candidate -> candidate.key == key)
                .findFirst()
                .orElseThrow(() -> new AssertionError("message " + key + " is delivered and not in the queue"));
        assertFalse(oracle.isLocked(key), "locked messages are not delivered");
        assertTrue(message.expirationMs() == 0 || message.expirationMs() > nowMs, "expired messages are not delivered");
        assertTrue(message.deliveryTimeMs() <= nowMs, "delayed messages are not delivered early");
        int count = 1 + (known.redelivered ? 1 : 0) + returns.getOrDefault(key, 0);
        assertEquals(count, deliver.deliveryCount(), () -> "delivery count of message " + key);
    }

    private void checkOrder(long key) {
        Lane lane = lanes.get(key);
        if (everDelivered.add(key) && lane != null) {
            Long before = lastFirstDelivered.put(lane, key);
            assertTrue(before == null || before < key, () -> "message " + key + " is first delivered after " + before);
        }
    }

    // ---- messages come back

    void release(long key, boolean seen) {
        assertNotNull(held.remove(key), "only held messages come back");
        if (seen) {
            returns.merge(key, 1, Integer::sum);
        }
    }

    void releaseUnsettled(SimulatedSession session, boolean seen) {
        session.unsettled.values().forEach(delivery -> release(delivery.key(), seen));
        session.unsettled.clear();
    }

    /** An unprepared branch is rolled back: what it had accepted is back at once. */
    void rollBackActive(SimulatedBranch branch) {
        branch.settles.keySet().forEach(key -> release(key, true));
        branch.settles.clear();
        branch.state = SimulatedBranch.State.FINISHED;
        branches.remove(branch.id);
    }

    // ---- crash and restart

    /**
     * The process dies and a new one begins with what is in the log.
     *
     * @param keptUntold how many proposals reached the disk although nobody was told
     * @param fromCheckpoint whether the new one restores the newest snapshot, or replays the whole log
     */
    void crashAndRestart(int keptUntold, boolean fromCheckpoint) {
        note("crash, " + keptUntold + " kept untold of " + log.outstanding());
        log.crash(keptUntold, oracle::apply);
        checkpoints.crash();
        sessions.clear();
        branches.clear();
        finished.clear();
        held.clear();
        returns.clear();
        expected.clear();
        machine = fromCheckpoint ? checkpoints.restored() : replayed();
        assertEquals(replayed().digest(), machine.digest(), "a log replayed twice gives the same digest");
        machine.start(nowMs);
        adoptInDoubt();
    }

    PartitionMachine replayed() {
        PartitionMachine replayed = new PartitionMachine(CONFIG, log);
        log.replay(replayed::apply);
        return replayed;
    }

    private void adoptInDoubt() {
        for (TransactionId id : oracle.inDoubt()) {
            NaiveBroker.Transaction logged = oracle.transactions.get(id);
            SimulatedBranch branch = new SimulatedBranch(id);
            branch.knownByLog = true;
            branch.state = logged.heuristic ? SimulatedBranch.State.HEURISTIC : SimulatedBranch.State.PREPARED;
            branch.committedHeuristically =
                    logged.heuristic && oracle.outcomes.get(id) == NaiveBroker.Outcome.COMMITTED;
            logged.staged.forEach(message -> branch.sends.add(message.key));
            logged.locked.forEach((queueId, keys) ->
                    keys.forEach(key -> held.put(key, new Held(Place.IN_BRANCH, oracle.queue(queueId).name))));
            branches.put(id, branch);
        }
    }

    List<SimulatedSession> openSessions() {
        return new ArrayList<>(
                sessions.values().stream().filter(session -> session.open).toList());
    }
}
