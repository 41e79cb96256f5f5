// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.core.ConsumerSource;
import io.mambamq.core.MachineConfig;
import io.mambamq.core.simulation.Messages;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.SettleOutcome;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.MessageHeaders;
import io.mambamq.protocol.message.SubscriptionName;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Topics")
class TopicTest {
    private static final DestinationName NEWS = DestinationName.topic("news");
    private static final SubscriptionName SHARED = new SubscriptionName("s", false, true);
    private static final SubscriptionName DURABLE = new SubscriptionName("s", true, false);
    private static final SubscriptionName SHARED_DURABLE = new SubscriptionName("s", true, true);

    private final Broker broker = Broker.started();

    // ---- who gets what

    @Test
    @DisplayName("a message goes to every subscription that was there when it was sent, and is stored once")
    void everySubscriptionGetsIt() {
        open(1);
        open(2);
        subscribe(1, 1, null);
        subscribe(2, 1, null);

        publish(1, 10);
        broker.commit();

        assertEquals(List.of("1:10", "2:10"), received());
        assertEquals(1, live());
        open(3);
        subscribe(3, 1, null);
        assertEquals(List.of(), received());
    }

    @Test
    @DisplayName("what nobody subscribed to is confirmed and not stored")
    void nobodySubscribed() {
        open(1);

        long sequence = publish(1, 10);
        broker.commit();

        broker.assertConfirmed(1, sequence);
        assertEquals(0, live());
    }

    @Test
    @DisplayName("a body leaves with the last subscription that holds it")
    void bodiesAreCounted() {
        open(1);
        open(2);
        subscribe(1, 1, null);
        subscribe(2, 1, null);
        publish(1, 10);
        broker.commit();
        broker.effects();

        broker.accept(1, 1);
        broker.commit();
        assertEquals(0, broker.released());
        assertEquals(1, live());
        broker.accept(2, 1);
        broker.commit();

        assertEquals(1, broker.released());
        assertEquals(0, live());
    }

    @Test
    @DisplayName("M-38 what a selector does not want never enters the subscription")
    void selector() {
        open(1);
        broker.machine.attach(1, 0, 1, new ConsumerSource(NEWS, "JMSPriority > 5", false, null));
        broker.commit();
        broker.machine.credit(1, 1, 100, 1 << 20);

        publish(1, 10);
        publish(1, headers(11).priority(9));
        broker.commit();

        assertEquals(List.of("1:11"), received());
        assertEquals(1, live());
    }

    // ---- M-80: for one consumer

    @Test
    @DisplayName("M-80 a subscription without a name ends with its consumer, and what it held with it")
    void endsWithItsConsumer() {
        open(1);
        subscribe(1, 1, null);
        publish(1, 10);
        broker.commit();
        assertEquals(List.of("1:10"), received());

        broker.machine.detach(1, 0, 1, false);
        broker.commit();
        publish(1, 11);
        broker.commit();

        assertEquals(0, live());
    }

    @Test
    @DisplayName("M-80 noLocal leaves out what the own connection sent")
    void noLocal() {
        open(1);
        open(2);
        broker.machine.attach(1, 0, 1, new ConsumerSource(NEWS, null, true, null));
        broker.commit();
        broker.machine.credit(1, 1, 100, 1 << 20);

        publish(1, 10);
        publish(2, 11);
        broker.commit();

        assertEquals(List.of("1:11"), received());
    }

    @Test
    @DisplayName("M-80 a lost connection ends its subscriptions")
    void lostConnection() {
        open(1);
        open(2);
        subscribe(1, 1, null);
        publish(2, 10);
        broker.commit();

        broker.machine.loseConnection(1);
        broker.commit();

        assertEquals(0, live());
    }

    // ---- M-81: shared

    @Test
    @DisplayName("M-81 consumers of a shared subscription take turns, and it ends with the last")
    void shared() {
        open(1);
        open(2);
        subscribe(1, 1, SHARED);
        subscribe(2, 1, SHARED);
        for (long key = 10; key < 14; key++) {
            publish(1, key);
        }
        broker.commit();
        assertEquals(List.of("1:10", "2:11", "1:12", "2:13"), received());

        broker.machine.closeSession(1, 0);
        broker.commit();
        assertEquals(List.of("2:10", "2:12"), received());
        broker.machine.closeSession(2, 0);
        broker.commit();

        assertEquals(0, live());
    }

    @Test
    @DisplayName("M-81 a session may have several of its consumers: it ends once, and one of that name may follow")
    void sharedWithinASession() {
        open(1);
        open(2);
        subscribe(1, 1, SHARED);
        subscribe(1, 2, SHARED);

        broker.machine.closeSession(1, 0);
        assertEquals(1, broker.log.outstanding(), "ended once");
        subscribe(2, 1, SHARED);
        publish(2, 10);
        broker.commit();

        assertEquals(List.of("2:10"), received());
    }

    @Test
    @DisplayName("M-81 while it has consumers another selector is refused")
    void sharedWithAnotherSelector() {
        open(1);
        subscribe(1, 1, SHARED);

        broker.machine.attach(1, 5, 2, new ConsumerSource(NEWS, "a = 1", false, SHARED));
        broker.assertRefused(ErrorCode.SUBSCRIPTION_CONFLICT);
        broker.machine.attach(1, 5, 2, new ConsumerSource(DestinationName.topic("other"), null, false, SHARED));
        broker.assertRefused(ErrorCode.SUBSCRIPTION_CONFLICT);
    }

    @Test
    @DisplayName("M-81 a name belongs to the client id, and durable ones have names of their own")
    void namesOfShared() {
        open(1);
        broker.machine.openConnection(2, "client");
        open(2);

        subscribe(1, 1, SHARED);
        subscribe(2, 1, SHARED);
        subscribe(1, 2, SHARED_DURABLE);
        publish(1, 10);
        broker.commit();

        assertEquals(List.of("1:10", "2:10", "1:10"), received());
    }

    // ---- M-82 to M-84: durable

    @Test
    @DisplayName("M-45 M-82 a durable subscription gathers messages while nobody consumes, also over a restart")
    void durable() {
        identified(1);
        subscribe(1, 1, DURABLE);
        broker.machine.closeSession(1, 0);
        broker.commit();
        open(2);
        publish(2, 10);
        broker.commit();

        broker.crashAndRestart();
        open(2);
        publish(2, 11);
        broker.commit();
        identified(1);
        subscribe(1, 1, DURABLE);

        assertEquals(List.of("1:10", "1:11"), received());
    }

    @Test
    @DisplayName("M-82 an unshared durable subscription needs a client id and has one consumer at a time")
    void durableIsForOne() {
        open(2);
        broker.machine.attach(2, 5, 1, new ConsumerSource(NEWS, null, false, DURABLE));
        broker.assertRefused(ErrorCode.SUBSCRIPTION_CONFLICT);
        identified(1);
        subscribe(1, 1, DURABLE);

        broker.machine.attach(1, 5, 2, new ConsumerSource(NEWS, null, false, DURABLE));

        broker.assertRefused(ErrorCode.SUBSCRIPTION_CONFLICT);
    }

    @Test
    @DisplayName("M-82 M-83 with another selector, topic or noLocal an idle one starts afresh")
    void changed() {
        for (SubscriptionName name : List.of(DURABLE, SHARED_DURABLE)) {
            Broker fresh = Broker.started();
            fresh.machine.openConnection(1, "client");
            fresh.open(1);
            fresh.machine.attach(1, 0, 1, new ConsumerSource(NEWS, null, false, name));
            fresh.commit();
            fresh.send(1, 0, headers(10));
            fresh.commit();
            fresh.machine.detach(1, 0, 1, false);
            fresh.commit();

            fresh.machine.attach(1, 0, 2, new ConsumerSource(NEWS, "JMSPriority >= 0", false, name));
            fresh.commit();
            fresh.machine.credit(1, 2, 100, 1 << 20);
            fresh.send(1, 0, headers(11));
            fresh.commit();

            assertEquals(List.of("11/1"), fresh.deliveries());
        }
    }

    @Test
    @DisplayName("M-82 M-83 what starts afresh needs no room beside the one that it replaces")
    void changedWithoutRoom() {
        Broker full = Broker.started(new MachineConfig(10, 10, 2, 10, 10, 1_000, 10, 10, 10_000));
        full.open(1);
        full.machine.attach(1, 0, 1, new ConsumerSource(NEWS, null, false, SHARED_DURABLE));
        full.machine.detach(1, 0, 1, false);
        full.commit();
        full.machine.attach(1, 5, 2, new ConsumerSource(NEWS, null, false, new SubscriptionName("t", true, true)));
        full.assertRefused(ErrorCode.RESOURCE_LIMIT);

        full.machine.attach(1, 6, 3, new ConsumerSource(NEWS, "JMSPriority >= 0", false, SHARED_DURABLE));
        full.commit();
        full.assertSucceeded(1, 6, 0);
        full.machine.credit(1, 3, 100, 1 << 20);
        full.send(1, 0, headers(10));
        full.commit();

        assertEquals(List.of("10/1"), full.deliveries());
    }

    @Test
    @DisplayName("M-82 noLocal leaves out what any connection of the client id sent")
    void durableNoLocal() {
        identified(1);
        broker.machine.attach(1, 0, 1, new ConsumerSource(NEWS, null, true, DURABLE));
        broker.commit();
        broker.machine.loseConnection(1);
        broker.machine.openConnection(2, "client");
        open(2);
        open(3);

        publish(2, 10);
        publish(3, 11);
        broker.commit();
        broker.machine.attach(2, 0, 1, new ConsumerSource(NEWS, null, true, DURABLE));
        broker.commit();
        broker.machine.credit(2, 1, 100, 1 << 20);

        assertEquals(List.of("2:11"), received());
    }

    @Test
    @DisplayName("M-82 M-89 a consumer may end before what it got is settled: another one comes, and gets the rest")
    void endsBeforeItsDeliveries() {
        identified(1);
        subscribe(1, 1, DURABLE);
        publish(1, 10);
        broker.commit();
        assertEquals(List.of("1:10"), received());

        broker.machine.detach(1, 0, 1, true);
        subscribe(1, 2, DURABLE);
        publish(1, 11);
        broker.commit();
        assertEquals(List.of("1:11"), received());
        broker.accept(1, 1);
        broker.commit();
        assertEquals(1, live());

        broker.machine.detach(1, 0, 2, true);
        broker.machine.unsubscribe(1, 5, "s");
        broker.assertRefused(ErrorCode.SUBSCRIPTION_CONFLICT);
        broker.machine.restartSession(1, 0);
        subscribe(1, 3, DURABLE);
        assertEquals(List.of("1:11"), received());
    }

    @Test
    @DisplayName("M-84 shared and unshared durable subscriptions do not mix")
    void sharedAndUnshared() {
        identified(1);
        subscribe(1, 1, DURABLE);
        broker.machine.detach(1, 0, 1, false);

        broker.machine.attach(1, 5, 2, new ConsumerSource(NEWS, null, false, SHARED_DURABLE));

        broker.assertRefused(ErrorCode.SUBSCRIPTION_CONFLICT);
    }

    @Test
    @DisplayName("M-46 a temporary topic has no durable subscription, and a queue has none at all")
    void whatHasNoSubscription() {
        open(1);

        broker.machine.attach(1, 5, 1, new ConsumerSource(Broker.QUEUE, null, false, SHARED));

        broker.assertRefused(ErrorCode.PROTOCOL_ERROR);
    }

    // ---- M-85

    @Test
    @DisplayName("M-85 unsubscribing ends it with what it holds")
    void unsubscribe() {
        identified(1);
        subscribe(1, 1, DURABLE);
        broker.machine.detach(1, 0, 1, false);
        publish(1, 10);
        broker.commit();
        assertEquals(1, live());
        broker.effects();

        broker.machine.unsubscribe(1, 5, "s");
        broker.commit();
        broker.assertSucceeded(1, 5, 0);

        assertEquals(0, live());
        broker.machine.unsubscribe(1, 6, "s");
        broker.assertRefused(ErrorCode.SUBSCRIPTION_UNKNOWN);
    }

    @Test
    @DisplayName("M-85 not while it has a consumer, or a message that a session or a transaction has")
    void unsubscribeInUse() {
        identified(1);
        open(1, 2);
        subscribe(1, 1, DURABLE);
        publish(1, 10);
        broker.commit();
        assertEquals(List.of("1:10"), received());
        broker.machine.unsubscribe(2, 5, "s");
        broker.assertRefused(ErrorCode.SUBSCRIPTION_CONFLICT);

        TransactionId xa = new TransactionId.Xa(1, new byte[] {1}, new byte[] {1});
        broker.begin(1, 1, xa);
        broker.settle(1, 1, SettleOutcome.ACCEPTED, 1);
        broker.machine.endTransaction(1, 1);
        broker.machine.prepareTransaction(1, 6, xa);
        broker.machine.detach(1, 0, 1, false);
        broker.commit();
        broker.effects();
        broker.machine.unsubscribe(2, 7, "s");
        broker.assertRefused(ErrorCode.SUBSCRIPTION_CONFLICT);

        broker.machine.commitTransaction(2, 8, xa, false);
        broker.commit();
        broker.effects();
        broker.machine.unsubscribe(2, 9, "s");
        broker.commit();
        broker.assertSucceeded(2, 9, 0);
    }

    // ---- transactions

    @Test
    @DisplayName("M-09 what a transaction sends goes to the subscriptions of then, as far as they are left")
    void sentInATransaction() {
        open(1);
        open(2);
        open(3);
        subscribe(1, 1, null);
        subscribe(2, 1, null);
        TransactionId local = new TransactionId.Local(1, 1, 1);
        broker.begin(3, 1, local);
        broker.send(3, 1, headers(10));
        broker.commit();
        broker.machine.detach(2, 0, 1, false);
        subscribe(2, 2, null);
        assertEquals(List.of(), received());

        broker.machine.commitTransaction(3, 5, local, true);
        broker.commit();

        assertEquals(List.of("1:10"), received());
    }

    @Test
    @DisplayName("what a rolled back transaction published leaves no trace, and what it consumed comes back")
    void rolledBack() {
        open(1);
        subscribe(1, 1, null);
        publish(1, 9);
        broker.commit();
        assertEquals(List.of("1:9"), received());
        TransactionId local = new TransactionId.Local(1, 1, 1);
        broker.begin(1, 1, local);
        broker.send(1, 1, headers(10));
        broker.settle(1, 1, SettleOutcome.ACCEPTED, 1);
        broker.commit();

        broker.machine.rollbackTransaction(1, 5, local);
        broker.commit();

        assertEquals(List.of("1:9"), received());
        assertEquals(1, live());
    }

    @Test
    @DisplayName("a subscription may end before the transaction that consumed of it")
    void endsBeforeTheTransaction() {
        for (boolean committed : List.of(true, false)) {
            Broker fresh = Broker.started();
            fresh.open(1);
            fresh.machine.attach(1, 0, 1, ConsumerSource.of(NEWS));
            fresh.commit();
            fresh.machine.credit(1, 1, 100, 1 << 20);
            fresh.send(1, 0, headers(10));
            fresh.commit();
            TransactionId xa = new TransactionId.Xa(1, new byte[] {1}, new byte[] {1});
            fresh.begin(1, 1, xa);
            fresh.settle(1, 1, SettleOutcome.ACCEPTED, 1);
            fresh.machine.prepareTransaction(1, 5, xa);
            fresh.machine.detach(1, 0, 1, false);
            fresh.commit();
            fresh.effects();

            if (committed) {
                fresh.machine.commitTransaction(1, 6, xa, false);
            } else {
                fresh.machine.rollbackTransaction(1, 6, xa);
            }
            fresh.commit();

            fresh.assertSucceeded(1, 6, 0);
        }
    }

    @Test
    @DisplayName("a restart ends what is not durable, whoever had prepared something of it")
    void restart() {
        identified(1);
        subscribe(1, 1, null);
        subscribe(1, 2, DURABLE);
        publish(1, 10);
        publish(1, headers(11).persistent(false));
        broker.commit();

        broker.crashAndRestart();

        assertEquals(1, live());
        identified(1);
        subscribe(1, 1, DURABLE);
        assertEquals(List.of("10/2"), broker.deliveries());
    }

    // ---- words

    private void open(long session) {
        broker.open(session);
    }

    private void open(long connection, long session) {
        broker.open(connection, session);
    }

    private void identified(long session) {
        broker.machine.openConnection(session, "client");
        broker.open(session);
    }

    private void subscribe(long session, int consumer, SubscriptionName name) {
        broker.machine.attach(session, 0, consumer, new ConsumerSource(NEWS, null, false, name));
        broker.commit();
        broker.machine.credit(session, consumer, 100, 1 << 20);
    }

    private static MessageHeaders headers(long key) {
        return Messages.headers(key).destination(NEWS);
    }

    private long publish(long session, long key) {
        return publish(session, headers(key));
    }

    private long publish(long session, MessageHeaders headers) {
        return broker.send(session, 0, headers);
    }

    /** As session:key. */
    private List<String> received() {
        return broker.received();
    }

    /** Bodies that the log must keep, each told once. */
    private int live() {
        List<Long> positions = new ArrayList<>();
        broker.machine.forEachLive((stream, position) -> {
            assertTrue(!positions.contains(position), "told once");
            positions.add(position);
        });
        return positions.size();
    }
}
