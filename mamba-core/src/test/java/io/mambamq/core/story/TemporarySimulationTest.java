// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.core.ConsumerSource;
import io.mambamq.core.MachineConfig;
import io.mambamq.core.PartitionMachine;
import io.mambamq.core.effect.Deliver;
import io.mambamq.core.effect.Effect;
import io.mambamq.core.effect.Refused;
import io.mambamq.core.effect.SendCreditGranted;
import io.mambamq.core.effect.SendRefused;
import io.mambamq.core.effect.Succeeded;
import io.mambamq.core.simulation.Messages;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.SettleOutcome;
import io.mambamq.protocol.message.DestinationKind;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clients that create, use, browse and delete temporary destinations at random, in and out of transactions, while the log lags
 * behind, connections are lost and the broker crashes. Whatever they do, the broker goes on, a replay gives the same state, and
 * when all of them are gone nothing is left of what was temporary.
 */
@DisplayName("M-41 M-42: temporary destinations in every order of events")
class TemporarySimulationTest {
    private static final int SEEDS = Integer.getInteger("sim.seeds", 100);
    private static final int STEPS = 600;
    /** What one asks for of a destination that somebody else may have deleted, or has consumers of. */
    private static final List<ErrorCode> TO_BE_EXPECTED =
            List.of(ErrorCode.INVALID_DESTINATION, ErrorCode.DESTINATION_IN_USE, ErrorCode.TRANSACTION_ROLLED_BACK);

    private final Broker broker = Broker.started();
    /** Session n is the only one of connection n. */
    private final TreeSet<Long> sessions = new TreeSet<>();

    private final TreeMap<Long, TreeSet<Integer>> consumers = new TreeMap<>();
    private final TreeMap<Long, TreeSet<Long>> unsettled = new TreeMap<>();
    /** Those that wait to be opened. */
    private final TreeMap<Integer, Integer> browsersByRequest = new TreeMap<>();
    /** Where a transaction is under way, as its number 1. */
    private final TreeMap<Long, TransactionId> bound = new TreeMap<>();

    private final List<DestinationName> temporaries = new ArrayList<>();
    private long lastKey;
    private long lastSession;
    private int lastNumber;

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingIsLeft(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            move(random);
            if (random.nextInt(3) == 0 && broker.log.outstanding() > 0) {
                broker.commitOne();
            }
            carryOut();
        }
        for (long session : List.copyOf(sessions)) {
            lose(session);
            carryOut();
        }
        commit();
        decideInDoubt(random);

        assertEquals(broker.messageCount(), broker.liveBodies(), "all that is kept is in the ordinary queue");
        assertSameAfterReplay();
        temporaries.forEach(
                name -> assertEquals(0, broker.machine.queueCounts(name).messages()));
    }

    private void move(Random random) {
        if (sessions.isEmpty() || (sessions.size() < 4 && random.nextInt(20) == 0)) {
            open();
            return;
        }
        long session = pick(random, List.copyOf(sessions));
        switch (random.nextInt(24)) {
            case 0 -> lose(session);
            case 1 -> crash(random);
            case 2, 3, 4 -> create(random, session);
            case 5, 6 -> delete(random, session);
            case 7, 8, 9 -> attach(random, session);
            case 10 -> detach(random, session);
            case 11, 12 -> settle(random, session);
            case 13, 14 -> browse(random, session);
            case 15 -> begin(random, session);
            case 16, 17 -> end(random, session);
            default -> send(random, session);
        }
    }

    private void open() {
        broker.machine.openSession(++lastSession, lastSession, 0);
        sessions.add(lastSession);
        consumers.put(lastSession, new TreeSet<>());
        unsettled.put(lastSession, new TreeSet<>());
    }

    private void lose(long session) {
        broker.machine.loseConnection(session);
        forget(session);
    }

    private void forget(long session) {
        sessions.remove(session);
        consumers.remove(session);
        unsettled.remove(session);
        bound.remove(session);
    }

    private void crash(Random random) {
        if (random.nextInt(6) == 0) {
            List.copyOf(sessions).forEach(this::forget);
            broker.crashAndRestart();
            assertSameAfterReplay();
        }
    }

    private void create(Random random, long session) {
        DestinationKind kind =
                random.nextInt(4) == 0 ? DestinationKind.TEMPORARY_TOPIC : DestinationKind.TEMPORARY_QUEUE;
        DestinationName name = new DestinationName(kind, "t-" + ++lastNumber);
        temporaries.add(name);
        broker.machine.createTemporary(session, ++lastNumber, name);
    }

    private void delete(Random random, long session) {
        if (!temporaries.isEmpty()) {
            broker.machine.deleteTemporary(session, ++lastNumber, recent(random));
        }
    }

    private void attach(Random random, long session) {
        if (consumers.get(session).size() < 5) {
            broker.machine.attach(session, ++lastNumber, lastNumber, ConsumerSource.of(any(random)));
            consumers.get(session).add(lastNumber);
        }
    }

    private void detach(Random random, long session) {
        TreeSet<Integer> attached = consumers.get(session);
        if (!attached.isEmpty()) {
            int number = pick(random, List.copyOf(attached));
            attached.remove(number);
            broker.machine.detach(session, ++lastNumber, number, true);
        }
    }

    private void settle(Random random, long session) {
        TreeSet<Long> deliveries = unsettled.get(session);
        if (!deliveries.isEmpty()) {
            int transaction = bound.containsKey(session) && random.nextBoolean() ? 1 : 0;
            SettleOutcome outcome =
                    transaction == 1 || random.nextBoolean() ? SettleOutcome.ACCEPTED : SettleOutcome.RETURNED;
            long delivery = deliveries.pollFirst();
            broker.settle(session, transaction, outcome, delivery);
        }
    }

    private void browse(Random random, long session) {
        int browser = ++lastNumber;
        broker.machine.openBrowser(session, ++lastNumber, browser, any(random), null);
        if (random.nextBoolean()) {
            broker.machine.tick(1_000);
        }
        browsersByRequest.put(browser + 1, browser);
    }

    private void begin(Random random, long session) {
        if (!bound.containsKey(session)) {
            TransactionId id = random.nextBoolean() ? Broker.local(++lastNumber) : xa(++lastNumber);
            bound.put(session, id);
            broker.machine.beginTransaction(session, ++lastNumber, 1, id, false);
        }
    }

    private static TransactionId xa(int number) {
        return new TransactionId.Xa(1, new byte[] {(byte) (number >> 8), (byte) number}, new byte[] {1});
    }

    private void end(Random random, long session) {
        TransactionId id = bound.remove(session);
        if (id == null) {
            return;
        }
        broker.machine.endTransaction(session, 1);
        if (random.nextInt(3) == 0) {
            broker.machine.rollbackTransaction(session, ++lastNumber, id);
        } else if (id instanceof TransactionId.Xa && random.nextBoolean()) {
            broker.machine.prepareTransaction(session, ++lastNumber, id);
        } else {
            broker.machine.commitTransaction(session, ++lastNumber, id, true);
        }
    }

    private void send(Random random, long session) {
        int transaction = bound.containsKey(session) && random.nextBoolean() ? 1 : 0;
        broker.send(
                session,
                transaction,
                Messages.headers(++lastKey)
                        .destination(any(random))
                        .persistent(random.nextInt(4) > 0)
                        .deliveryTimeMs(random.nextInt(8) == 0 ? 1_000 + random.nextInt(100_000) : 0));
    }

    private DestinationName any(Random random) {
        return temporaries.isEmpty() || random.nextInt(4) == 0 ? Broker.QUEUE : recent(random);
    }

    private DestinationName recent(Random random) {
        return temporaries.get(Math.max(0, temporaries.size() - 1 - random.nextInt(6)));
    }

    // ---- what comes out

    private void commit() {
        broker.commit();
        carryOut();
    }

    private void carryOut() {
        for (List<Effect> effects = broker.effects(); !effects.isEmpty(); effects = broker.effects()) {
            effects.forEach(this::carryOut);
        }
    }

    private void carryOut(Effect effect) {
        if (effect instanceof Deliver deliver) {
            assertTrue(consumers.get(deliver.session()).contains(deliver.consumer()), effect::toString);
            unsettled.get(deliver.session()).add(deliver.delivery());
        } else if (effect instanceof Refused refused) {
            refused(refused.session(), refused.request(), refused.code(), refused.text());
        } else if (effect instanceof SendRefused refused) {
            assertEquals(ErrorCode.INVALID_DESTINATION, refused.code(), refused::text);
        } else if (effect instanceof Succeeded succeeded) {
            answered(succeeded.session(), succeeded.request());
        } else {
            assertNotEquals(SendCreditGranted.class, effect.getClass());
        }
    }

    private void refused(long session, int request, ErrorCode code, String text) {
        assertTrue(TO_BE_EXPECTED.contains(code), () -> code + " " + text);
        TreeSet<Integer> numbers = consumers.get(session);
        if (numbers != null) {
            numbers.remove(request);
        }
    }

    /** A consumer gets credit, and an open browser looks at all that there is. */
    private void answered(long session, int request) {
        TreeSet<Integer> numbers = consumers.get(session);
        if (numbers != null && numbers.contains(request)) {
            broker.machine.credit(session, request, 3, 1_000_000);
        }
        Integer browser = browsersByRequest.remove(request);
        if (numbers != null && browser != null) {
            broker.machine.browse(session, 0, browser, 100, 1_000_000);
            broker.machine.closeBrowser(session, 0, browser);
        }
    }

    private void decideInDoubt(Random random) {
        open();
        carryOut();
        for (TransactionId id : broker.inDoubt(lastSession)) {
            if (random.nextBoolean()) {
                broker.machine.commitTransaction(lastSession, 0, id, false);
            } else {
                broker.machine.rollbackTransaction(lastSession, 0, id);
            }
        }
        commit();
    }

    private void assertSameAfterReplay() {
        PartitionMachine replayed = new PartitionMachine(MachineConfig.DEFAULT, broker.log);
        broker.log.replay(replayed::apply);
        assertEquals(replayed.digest(), broker.machine.digest());
    }

    private static <T> T pick(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
