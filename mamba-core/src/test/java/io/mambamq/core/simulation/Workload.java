// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.simulation;

import io.mambamq.core.ConsumerSource;
import io.mambamq.protocol.frame.DeliveryRanges;
import io.mambamq.protocol.frame.SettleOutcome;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.message.MessageHeaders;
import io.mambamq.protocol.redelivery.RedeliveryOverride;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Several clients that do at random what clients do, while the log commits at its own pace and now and then all is lost. */
final class Workload {
    static final List<DestinationName> QUEUES =
            List.of(DestinationName.queue("a"), DestinationName.queue("b"), DestinationName.queue("c"));

    static final List<DestinationName> CONSUMED =
            List.of(QUEUES.get(0), QUEUES.get(1), QUEUES.get(2), World.DEAD_LETTER_QUEUE);

    static final int CONNECTIONS = 3;

    private final World world;
    private final Random random;
    private final TransactionMoves transactions;
    /** Swarm: each seed likes some moves more than others. */
    private final int commitWeight;

    private final int crashPerThousand;
    private final int snapshotPerThousand;

    Workload(World world, Random random) {
        this.world = world;
        this.random = random;
        this.transactions = new TransactionMoves(world, random);
        this.commitWeight = 10 + random.nextInt(60);
        this.crashPerThousand = random.nextInt(12);
        this.snapshotPerThousand = random.nextInt(200);
    }

    void step() {
        if (random.nextInt(1_000) < crashPerThousand) {
            world.crashAndRestart(random.nextInt(world.log.outstanding() + 1), random.nextBoolean());
        } else if (random.nextInt(1_000) < snapshotPerThousand) {
            snapshot();
        } else if (!world.reads.isEmpty() && random.nextInt(4) == 0) {
            world.showDeadLetter(random.nextInt(10) > 0);
        } else if (random.nextInt(100) < commitWeight && world.log.outstanding() > 0) {
            world.commitNext();
        } else {
            move();
        }
        world.carryOut();
    }

    private void snapshot() {
        if (!world.checkpoints.isWriting()) {
            world.checkpoints.begin();
        } else if (random.nextInt(30) == 0) {
            world.checkpoints.abandon();
        } else {
            world.checkpoints.writeNext(1 + random.nextInt(300));
        }
    }

    private void move() {
        List<SimulatedSession> open = world.openSessions();
        if (open.isEmpty() || (open.size() < 5 && random.nextInt(20) == 0)) {
            openSession();
            return;
        }
        SimulatedSession session = pick(open);
        switch (random.nextInt(40)) {
            case 0 -> closeSession(session);
            case 1 -> loseConnection(session.connection);
            case 2, 3 -> attach(session);
            case 4 -> detach(session);
            case 5, 6, 7, 8 -> credit(session);
            case 9 -> drain(session);
            case 10 -> restart(session);
            case 11, 12 -> tick();
            case 13, 14 -> transactions.begin(session);
            case 15 -> transactions.join(session);
            case 16 -> transactions.end(session);
            case 17, 18 -> transactions.prepare(session);
            case 19, 20 -> transactions.commit(session, true);
            case 21 -> transactions.rollBack(session);
            case 22 -> unwise(session);
            case 23 -> transactions.recover(session);
            case 24, 25, 26, 27, 28 -> settle(session);
            default -> send(session);
        }
    }

    private void unwise(SimulatedSession session) {
        switch (random.nextInt(5)) {
            case 0 -> transactions.commit(session, false);
            case 1 -> transactions.beginTwice(session);
            case 2 -> transactions.completeHeuristically(session);
            case 3 -> transactions.forget(session);
            default -> transactions.decideUnknown(session);
        }
    }

    SimulatedSession openSession() {
        SimulatedSession session = new SimulatedSession(++world.lastSession, 1 + random.nextInt(CONNECTIONS));
        world.sessions.put(session.id, session);
        world.note("open session " + session.id + " on connection " + session.connection);
        world.machine.openSession(session.connection, session.id, ask(session));
        world.carryOut();
        return session;
    }

    void closeSession(SimulatedSession session) {
        world.note("close session " + session.id);
        int request = ask(session);
        endAccounts(session, false);
        world.machine.closeSession(session.id, request);
    }

    private void endAccounts(SimulatedSession session, boolean lost) {
        session.open = false;
        if (lost) {
            world.loseUnsettled(session);
        } else {
            world.releaseUnsettled(session);
        }
        List<SimulatedBranch> bound = List.copyOf(session.bound.values());
        session.bound.clear();
        for (SimulatedBranch branch : bound) {
            branch.boundCount--;
            if (branch.state == SimulatedBranch.State.ACTIVE) {
                world.rollBackActive(branch);
            }
        }
    }

    void loseConnection(long connection) {
        world.note("lose connection " + connection);
        for (SimulatedSession session : world.openSessions()) {
            if (session.connection == connection) {
                endAccounts(session, true);
            }
        }
        for (SimulatedBranch branch : List.copyOf(world.branches.values())) {
            if (branch.state == SimulatedBranch.State.ACTIVE && branch.connections.contains(connection)) {
                world.rollBackActive(branch);
            }
        }
        world.machine.loseConnection(connection);
    }

    void attach(SimulatedSession session) {
        if (session.consumers.size() < World.CONFIG.consumersPerSessionMax()) {
            attach(session, pick(CONSUMED));
        }
    }

    SimulatedSession.Consumer attach(SimulatedSession session, DestinationName queue) {
        SimulatedSession.Consumer consumer = new SimulatedSession.Consumer(session.nextNumber(), queue);
        session.consumers.put(consumer.number, consumer);
        world.note("attach consumer " + consumer.number + " of " + session.id + " to " + queue);
        world.machine.attach(
                session.id, ask(session), consumer.number, new ConsumerSource(queue, null, false, null, redelivery()));
        return consumer;
    }

    private RedeliveryOverride redelivery() {
        return random.nextBoolean()
                ? RedeliveryOverride.NONE
                : new RedeliveryOverride(1 + random.nextInt(2), null, null, null);
    }

    private void detach(SimulatedSession session) {
        SimulatedSession.Consumer consumer = anyConsumer(session);
        if (consumer == null) {
            return;
        }
        world.note("detach consumer " + consumer.number + " of " + session.id);
        session.consumers.remove(consumer.number);
        session.unsettled.values().removeIf(delivery -> {
            if (delivery.consumer() == consumer) {
                world.release(delivery.key());
            }
            return delivery.consumer() == consumer;
        });
        world.machine.detach(session.id, ask(session), consumer.number, false);
    }

    private void credit(SimulatedSession session) {
        SimulatedSession.Consumer consumer = anyConsumer(session);
        if (consumer != null) {
            credit(session, consumer, 1 + random.nextInt(6), 1 + random.nextInt(2_000));
        }
    }

    void credit(SimulatedSession session, SimulatedSession.Consumer consumer, int messages, long bytes) {
        world.note("credit " + messages + " messages " + bytes + " bytes to " + consumer.number + " of " + session.id);
        consumer.creditMessages += messages;
        consumer.creditBytes += bytes;
        world.machine.credit(session.id, consumer.number, messages, bytes);
    }

    private void drain(SimulatedSession session) {
        SimulatedSession.Consumer consumer = anyConsumer(session);
        if (consumer != null) {
            world.note("drain " + consumer.number + " of " + session.id);
            world.machine.drain(session.id, consumer.number);
        }
    }

    private void restart(SimulatedSession session) {
        world.note("restart session " + session.id);
        session.consumers.values().forEach(SimulatedSession.Consumer::takeCredit);
        world.releaseUnsettled(session);
        world.machine.restartSession(session.id, ask(session));
    }

    private void tick() {
        world.nowMs += random.nextInt(40);
        world.note("tick " + world.nowMs);
        world.machine.tick(world.nowMs);
    }

    // ---- messages

    private void send(SimulatedSession session) {
        if (session.sendCreditBytes <= 0) {
            return;
        }
        EncodedMessage message = message();
        long key = NaiveBroker.keyOf(message);
        int number = random.nextInt(3) == 0 && !session.bound.isEmpty() ? pick(List.copyOf(session.bound.keySet())) : 0;
        SimulatedBranch branch = number == 0 ? null : session.bound.get(number);
        if (branch != null && (branch.state != SimulatedBranch.State.ACTIVE || isTooMuch(branch, message))) {
            return;
        }
        if (branch != null) {
            branch.sends.add(key);
            branch.knownByLog = true;
            branch.stagedBytes += message.sizeBytes();
        }
        if (message.deliveryTimeMs() == 0) {
            world.lanes.put(
                    key,
                    new World.Lane(
                            session.id, branch == null ? null : branch.id, message.destination(), message.priority()));
        }
        boolean confirm = branch == null && message.isPersistent();
        long sequence = ++session.lastSequence;
        if (confirm) {
            session.unconfirmed.put(sequence, key);
        }
        session.sendCreditBytes -= message.sizeBytes();
        world.note("send " + key + " to " + message.destination() + " in " + session.id + " number " + number);
        world.machine.send(session.id, sequence, number, confirm, message);
    }

    private static boolean isTooMuch(SimulatedBranch branch, EncodedMessage message) {
        return branch.stagedBytes + message.sizeBytes() > World.CONFIG.stagedBytesPerTransactionMax();
    }

    private EncodedMessage message() {
        MessageHeaders headers = Messages.headers(++world.lastKey)
                .destination(pick(QUEUES))
                .persistent(random.nextInt(4) != 0)
                .priority(random.nextInt(4) == 0 ? random.nextInt(10) : 4);
        if (random.nextInt(8) == 0) {
            headers.expirationMs(world.nowMs + random.nextInt(100));
        }
        if (random.nextInt(8) == 0) {
            headers.deliveryTimeMs(world.nowMs + 1 + random.nextInt(60));
        }
        return Messages.encode(headers, random.nextInt(120));
    }

    private void settle(SimulatedSession session) {
        List<Long> chosen = new ArrayList<>();
        for (long delivery : session.unsettled.keySet()) {
            if (random.nextInt(3) > 0) {
                chosen.add(delivery);
            }
        }
        if (chosen.isEmpty()) {
            return;
        }
        int number = random.nextInt(2) == 0 && !session.bound.isEmpty() ? pick(List.copyOf(session.bound.keySet())) : 0;
        SimulatedBranch branch = number == 0 ? null : session.bound.get(number);
        if (branch != null
                && (branch.state != SimulatedBranch.State.ACTIVE
                        || branch.settles.size() >= World.CONFIG.settlesPerTransactionMax())) {
            return;
        }
        SettleOutcome outcome = branch != null || random.nextInt(3) > 0
                ? SettleOutcome.ACCEPTED
                : pick(List.of(SettleOutcome.RELEASED, SettleOutcome.RETURNED));
        settle(session, number, outcome, chosen);
    }

    void settle(SimulatedSession session, int number, SettleOutcome outcome, List<Long> deliveries) {
        SimulatedBranch branch = number == 0 ? null : session.bound.get(number);
        for (long delivery : deliveries) {
            SimulatedSession.Delivery settled = session.unsettled.remove(delivery);
            DestinationName queue = settled.consumer().queue;
            switch (outcome) {
                case ACCEPTED -> {
                    World.Place place = branch == null ? World.Place.LEAVING : World.Place.IN_BRANCH;
                    world.held.put(settled.key(), new World.Held(place, queue));
                    if (branch != null) {
                        branch.settles.put(settled.key(), queue);
                    }
                }
                case RELEASED -> world.release(settled.key());
                case RETURNED -> world.fail(settled.key());
            }
        }
        world.note("settle " + deliveries + " of " + session.id + " " + outcome + " number " + number);
        long[] numbers = deliveries.stream().mapToLong(Long::longValue).toArray();
        world.machine.settle(session.id, ask(session), number, outcome, DeliveryRanges.of(numbers, numbers.length));
    }

    private int ask(SimulatedSession session) {
        int request = ++session.lastRequest;
        world.expect(session, request, null, 0);
        return request;
    }

    private SimulatedSession.Consumer anyConsumer(SimulatedSession session) {
        return session.consumers.isEmpty() ? null : pick(List.copyOf(session.consumers.values()));
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
