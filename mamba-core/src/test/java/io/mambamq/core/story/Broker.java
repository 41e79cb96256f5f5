// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.story;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mambamq.core.ConsumerSource;
import io.mambamq.core.MachineConfig;
import io.mambamq.core.PartitionMachine;
import io.mambamq.core.effect.BodyReleased;
import io.mambamq.core.effect.BranchListed;
import io.mambamq.core.effect.Deliver;
import io.mambamq.core.effect.Effect;
import io.mambamq.core.effect.InDoubt;
import io.mambamq.core.effect.Refused;
import io.mambamq.core.effect.SendConfirmed;
import io.mambamq.core.effect.SendCreditGranted;
import io.mambamq.core.effect.SendRefused;
import io.mambamq.core.effect.Succeeded;
import io.mambamq.core.simulation.Messages;
import io.mambamq.core.simulation.SimulatedLog;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.DeliveryRanges;
import io.mambamq.protocol.frame.SettleOutcome;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.MessageHeaders;
import io.mambamq.protocol.transaction.InDoubtBranch;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.ArrayList;
import java.util.List;

/**
 * A machine with its log and a few words to tell stories with. Messages are known by a key. Everything stays under way until
 * {@link #commit}; effects gather until they are asked for.
 */
final class Broker {
    static final DestinationName QUEUE = DestinationName.queue("orders");
    static final int REQUEST = 900;

    final SimulatedLog log = new SimulatedLog();
    private final MachineConfig config;
    private final List<Effect> effects = new ArrayList<>();
    private long sendSequence;
    PartitionMachine machine;

    private Broker(MachineConfig config) {
        this.config = config;
        machine = new PartitionMachine(config, log);
    }

    /** Started at time 1,000, with nothing under way. */
    static Broker started() {
        return started(MachineConfig.DEFAULT);
    }

    static Broker started(MachineConfig config) {
        Broker broker = new Broker(config);
        broker.machine.start(1_000);
        broker.commit();
        broker.effects();
        return broker;
    }

    // ---- the log

    void commitOne() {
        log.commitNext(machine::onCommit);
    }

    void commit() {
        while (log.outstanding() > 0) {
            commitOne();
        }
    }

    /** The process dies and a new one replays the log; what was under way is lost. */
    void crashAndRestart() {
        log.crash(0, (position, command) -> {});
        effects();
        machine = new PartitionMachine(config, log);
        log.replay(machine::apply);
        machine.start(2_000);
        commit();
        effects();
    }

    // ---- inputs

    /** Session n of connection n. */
    void open(long session) {
        open(session, session);
    }

    void open(long connection, long session) {
        machine.openSession(connection, session, REQUEST);
        effects();
    }

    long send(long session, long key) {
        return send(session, 0, Messages.headers(key).destination(QUEUE));
    }

    /** Asks for confirmation outside of a transaction; returns the sequence. */
    long send(long session, int transaction, MessageHeaders headers) {
        machine.send(session, ++sendSequence, transaction, transaction == 0, Messages.encode(headers, 10));
        return sendSequence;
    }

    void attach(long session, int consumer) {
        attach(session, consumer, QUEUE);
    }

    void attach(long session, int consumer, DestinationName queue) {
        machine.attach(session, REQUEST, consumer, ConsumerSource.of(queue));
        commit();
        assertEquals(List.of(new Succeeded(session, REQUEST, 0)), effects());
    }

    void attachWithCredit(long session, int consumer) {
        attach(session, consumer);
        machine.credit(session, consumer, 100, 1_000_000);
    }

    void accept(long session, long... deliveries) {
        settle(session, 0, SettleOutcome.ACCEPTED, deliveries);
    }

    void settle(long session, int transaction, SettleOutcome outcome, long... deliveries) {
        machine.settle(session, 0, transaction, outcome, DeliveryRanges.of(deliveries, deliveries.length));
    }

    void begin(long session, int number, TransactionId id) {
        machine.beginTransaction(session, 0, number, id, false);
    }

    static TransactionId.Local local(long number) {
        return new TransactionId.Local(1, 2, number);
    }

    static TransactionId.Xa xa(int number) {
        return new TransactionId.Xa(1, new byte[] {(byte) number}, new byte[] {1});
    }

    // ---- effects

    /** All since the last time, but for grants of send credit and released bodies. */
    List<Effect> effects() {
        machine.drainEffects(effects::add);
        List<Effect> taken = effects.stream()
                .filter(effect -> !(effect instanceof SendCreditGranted) && !(effect instanceof BodyReleased))
                .toList();
        effects.clear();
        return taken;
    }

    /** Of all effects since the last time, the deliveries, as {@code key/count}. */
    List<String> deliveries() {
        return deliveriesOf(effects());
    }

    /** The same, as {@code session:key}. */
    List<String> received() {
        return effects().stream()
                .filter(Deliver.class::isInstance)
                .map(Deliver.class::cast)
                .map(deliver -> deliver.session() + ":" + keyOf(deliver))
                .toList();
    }

    /** How many bodies were released since the last time, with all other effects taken too. */
    long released() {
        machine.drainEffects(effects::add);
        long count = effects.stream().filter(BodyReleased.class::isInstance).count();
        effects.clear();
        return count;
    }

    List<String> deliveriesOf(List<Effect> all) {
        return all.stream()
                .filter(Deliver.class::isInstance)
                .map(Deliver.class::cast)
                .map(deliver -> keyOf(deliver) + "/" + deliver.deliveryCount())
                .toList();
    }

    long keyOf(Deliver deliver) {
        return log.messageAt(deliver.position()).messageId().sequence();
    }

    /** The one effect since the last time must be this kind of refusal. */
    void assertRefused(ErrorCode code) {
        List<Effect> all = effects();
        assertEquals(1, all.size(), all::toString);
        if (all.get(0) instanceof SendRefused refused) {
            assertEquals(code, refused.code(), refused::text);
        } else {
            Refused refused = (Refused) all.get(0);
            assertEquals(code, refused.code(), refused::text);
        }
    }

    void assertSucceeded(long session, int request, long value) {
        assertEquals(List.of(new Succeeded(session, request, value)), effects());
    }

    void assertConfirmed(long session, long sequence) {
        assertEquals(List.of(new SendConfirmed(session, sequence)), effects());
    }

    List<TransactionId> inDoubt(long session) {
        machine.recoverTransactions(session, REQUEST);
        commit();
        return effects().stream()
                .filter(InDoubt.class::isInstance)
                .map(effect -> ((InDoubt) effect).ids())
                .findFirst()
                .orElseThrow();
    }

    /** The administrator's list, which ends with how many there are. */
    List<InDoubtBranch> listed(long session) {
        machine.listTransactions(session, REQUEST);
        commit();
        List<Effect> all = effects();
        List<InDoubtBranch> branches = all.stream()
                .filter(BranchListed.class::isInstance)
                .map(effect -> ((BranchListed) effect).branch())
                .toList();
        assertEquals(new Succeeded(session, REQUEST, branches.size()), all.get(all.size() - 1));
        return branches;
    }

    long messageCount() {
        return machine.queueCounts(QUEUE).messages();
    }

    /** How many messages the log still has to keep. */
    long liveBodies() {
        long[] count = new long[1];
        machine.forEachLive((stream, position) -> count[0]++);
        return count[0];
    }
}
