// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.core.ConsumerSource;
import io.mambamq.core.MachineConfig;
import io.mambamq.core.RedeliverySettings;
import io.mambamq.core.effect.Deliver;
import io.mambamq.core.effect.Effect;
import io.mambamq.core.effect.ReadDeadLetter;
import io.mambamq.core.simulation.Messages;
import io.mambamq.protocol.frame.SettleOutcome;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.message.SubscriptionName;
import io.mambamq.protocol.redelivery.RedeliveryOverride;
import io.mambamq.protocol.redelivery.RedeliveryPolicy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of a message that is not accepted. Session 1 sends, session 2 consumes. */
@DisplayName("A message that is not accepted")
class RedeliveryTest {
    private static final DestinationName DEAD_LETTERS = DestinationName.queue("dead");
    private static final RedeliveryPolicy POLICY = new RedeliveryPolicy(4, 1_000, 2, 60_000);
    private static final long LARGE_BYTES = 1_000;

    private final MachineConfig config = MachineConfig.DEFAULT
            .withAutoCreate(false)
            .withRedelivery(new RedeliverySettings(POLICY, DEAD_LETTERS, (int) LARGE_BYTES));
    private Broker broker;
    private long nowMs = 1_000;

    @BeforeEach
    void started() {
        broker = Broker.started(config);
        broker.machine.declare(Broker.QUEUE);
        broker.open(1);
        broker.open(2);
        broker.attachWithCredit(2, 1);
    }

    private void passMs(long ms) {
        nowMs += ms;
        broker.machine.tick(nowMs);
    }

    private void send(long... keys) {
        for (long key : keys) {
            broker.send(1, key);
        }
        broker.commit();
    }

    /** The one delivery that there is; it is returned. */
    private String failOne() {
        List<Effect> effects = broker.effects();
        List<Deliver> delivers = effects.stream()
                .filter(Deliver.class::isInstance)
                .map(Deliver.class::cast)
                .toList();
        assertEquals(1, delivers.size(), effects::toString);
        broker.settle(2, 0, SettleOutcome.RETURNED, delivers.get(0).delivery());
        broker.commit();
        return broker.deliveriesOf(effects).get(0);
    }

    /** Fails on the first delivery and after each delay, until it is a dead letter, which is read. */
    private ReadDeadLetter failForGood() {
        failOne();
        failOne();
        for (int i = 0; i < 2; i++) {
            passMs(60_000);
            failOne();
        }
        return read();
    }

    private ReadDeadLetter read() {
        List<Effect> effects = broker.effects();
        assertEquals(1, effects.size(), effects::toString);
        return (ReadDeadLetter) effects.get(0);
    }

    private void show(ReadDeadLetter read) {
        broker.machine.deadLetterRead(read.number(), broker.log.messageAt(read.position()));
        broker.commit();
    }

    /** The messages that a consumer of the dead-letter queue gets. */
    private List<EncodedMessage> deadLetters() {
        broker.open(9);
        broker.attach(9, 1, DEAD_LETTERS);
        broker.machine.credit(9, 1, 100, 1_000_000);
        return broker.effects().stream()
                .map(effect -> broker.log.messageAt(((Deliver) effect).position()))
                .toList();
    }

    @Test
    @DisplayName("comes again at once, then after growing delays, a little shorter than the policy says")
    void delaysGrow() {
        send(10);
        assertEquals("10/1", failOne());
        assertEquals("10/2", failOne());

        passMs(799);
        assertEquals(List.of(), broker.deliveries());
        passMs(201);
        assertEquals("10/3", failOne());

        passMs(1_599);
        assertEquals(List.of(), broker.deliveries());
        passMs(401);
        assertEquals(List.of("10/4"), broker.deliveries());
    }

    @Test
    @DisplayName("lets those behind it pass while it waits")
    void othersFlow() {
        send(10);
        failOne();
        failOne();

        send(11, 12);
        assertEquals(List.of("11/1", "12/1"), broker.deliveries());

        passMs(1_000);
        assertEquals(List.of("10/3"), broker.deliveries());
    }

    @Test
    @DisplayName("M-65: stays in order with those that come back together with it, also when they wait")
    void staysInOrder() {
        send(10, 11, 12);
        for (long first = 1; first <= 4; first += 3) {
            broker.effects();
            broker.settle(2, 0, SettleOutcome.RETURNED, first, first + 1, first + 2);
            broker.commit();
        }
        assertEquals(List.of(), broker.deliveries());

        passMs(1_000);

        assertEquals(List.of("10/3", "11/3", "12/3"), broker.deliveries());
    }

    @Test
    @DisplayName("is counted and waits only if it was seen")
    void releasedIsNotCounted() {
        send(10);
        for (long delivery = 1; delivery <= 20; delivery++) {
            assertEquals(List.of("10/1"), broker.deliveries());
            broker.settle(2, 0, SettleOutcome.RELEASED, delivery);
        }
    }

    @Test
    @DisplayName("goes to the dead-letter queue after the last attempt, as it was, with the cause")
    void becomesDeadLetter() {
        broker.send(
                1,
                0,
                Messages.headers(10)
                        .destination(Broker.QUEUE)
                        .priority(7)
                        .timestampMs(77)
                        .expirationMs(10_000_000)
                        .correlationId("order 5"));
        broker.commit();

        show(failForGood());

        assertEquals(0, broker.messageCount());
        List<EncodedMessage> letters = deadLetters();
        assertEquals(1, letters.size());
        EncodedMessage letter = letters.get(0);
        assertEquals(10, letter.messageId().sequence());
        assertEquals(Broker.QUEUE, letter.destination());
        assertEquals(7, letter.priority());
        assertEquals(77, letter.timestampMs());
        assertEquals("order 5", letter.correlationIdText());
        assertEquals(10, letter.body().remaining());
        assertTrue(letter.isPersistent());
        assertEquals(0, letter.expirationMs(), "a dead letter does not expire");
        assertEquals("orders", letter.properties().get("JMS_MAMBA_OriginalDestination"));
        assertEquals(10_000_000L, letter.properties().get("JMS_MAMBA_OriginalExpiration"));
        assertEquals(4, letter.properties().get("JMS_MAMBA_DeliveryAttempts"));
        assertEquals(nowMs, letter.properties().get("JMS_MAMBA_DeadLetterTime"));
        assertEquals(
                "4 deliveries were not accepted, where at most 4 are made",
                letter.properties().get("JMS_MAMBA_DeadLetterReason"));
        assertNull(letter.properties().get("JMS_MAMBA_OriginalSubscription"));
        assertEquals(1, broker.liveBodies());
    }

    @Test
    @DisplayName("leaves a subscription for the dead-letter queue; the others keep it")
    void leavesSubscription() {
        DestinationName topic = DestinationName.topic("prices");
        broker.machine.declare(topic);
        broker.commit();
        attachTo(topic, 2, new SubscriptionName("audit", true, true));
        attachTo(topic, 3, new SubscriptionName("other", true, true));
        broker.send(1, 0, Messages.headers(10).destination(topic));
        broker.commit();

        show(failForGood());

        List<EncodedMessage> letters = deadLetters();
        assertEquals(topic, letters.get(0).destination());
        assertEquals("prices", letters.get(0).properties().get("JMS_MAMBA_OriginalDestination"));
        assertEquals("audit", letters.get(0).properties().get("JMS_MAMBA_OriginalSubscription"));
        assertEquals(2, broker.liveBodies(), "in the other subscription it is as it was");
    }

    /** Consumer of the number; 3 gets no credit. */
    private void attachTo(DestinationName topic, int consumer, SubscriptionName name) {
        broker.machine.attach(2, 0, consumer, new ConsumerSource(topic, null, false, name));
        broker.machine.credit(2, consumer, consumer == 3 ? 0 : 100, 1_000_000);
        broker.commit();
        broker.effects();
    }

    @Test
    @DisplayName("stays in the dead-letter queue however often it fails there")
    void noLoop() {
        send(10);
        show(failForGood());
        deadLetters();

        for (long delivery = 1; delivery <= 10; delivery++) {
            broker.settle(9, 0, SettleOutcome.RETURNED, delivery);
            broker.commit();
            passMs(60_000);
            assertEquals(List.of("10/" + (delivery + 1)), broker.deliveries());
        }
    }

    @Test
    @DisplayName("that cannot go to the dead-letter queue stays, and is tried again after the longest delay")
    void staysWhenItCannotGo() {
        send(10);
        broker.machine.deadLetterRead(failForGood().number(), null);
        broker.commit();

        passMs(59_999);
        assertEquals(List.of(), broker.deliveries());
        passMs(1);
        assertEquals("10/5", failOne());
        broker.machine.logHasSpace(false);
        show(read());

        passMs(60_000);
        assertEquals("10/6", failOne());
        broker.machine.logHasSpace(true);
        show(read());

        assertEquals(1, deadLetters().size());
    }

    @Test
    @DisplayName("stays when it is too large for what a dead letter says")
    void staysWhenItIsTooLarge() {
        broker.machine.send(
                1, 1, 0, false, Messages.encode(Messages.headers(10).destination(Broker.QUEUE), (int) LARGE_BYTES));
        broker.commit();

        show(failForGood());
        passMs(60_000);

        assertEquals(List.of("10/5"), broker.deliveries());
    }

    @Test
    @DisplayName("keeps its count of failures and its delay over a crash of the broker")
    void countsOutliveACrash() {
        send(10);
        failOne();
        failOne();
        passMs(1_000);
        failOne();

        broker.crashAndRestart();
        broker.open(2);
        broker.attachWithCredit(2, 1);
        passMs(1_599);
        assertEquals(List.of(), broker.deliveries());
        passMs(401);

        // Three failures, and one delivery that may have been under way at the crash.
        assertEquals("10/5", failOne());
        show(read());
        assertEquals(1, deadLetters().size());
    }

    @Test
    @DisplayName("is still there after a crash on its way to the dead-letter queue, once")
    void crashOnTheWay() {
        send(10);
        ReadDeadLetter read = failForGood();
        broker.machine.deadLetterRead(read.number(), broker.log.messageAt(read.position()));

        broker.crashAndRestart();
        broker.open(2);
        broker.attachWithCredit(2, 1);
        passMs(60_000);
        failOne();
        show(read());

        assertEquals(1, deadLetters().size());
        assertEquals(1, broker.liveBodies());
    }

    @Test
    @DisplayName("M-62: counts as failed when its transaction is rolled back, also after the prepare")
    void rollbackCounts() {
        send(10);
        broker.effects();
        broker.begin(2, 1, Broker.local(1));
        broker.settle(2, 1, SettleOutcome.ACCEPTED, 1);
        broker.machine.rollbackTransaction(2, 0, Broker.local(1));
        broker.commit();
        assertEquals(List.of("10/2"), broker.deliveries());

        broker.begin(2, 1, Broker.xa(1));
        broker.settle(2, 1, SettleOutcome.ACCEPTED, 2);
        broker.machine.prepareTransaction(2, 0, Broker.xa(1));
        broker.commit();
        broker.machine.rollbackTransaction(2, 0, Broker.xa(1));
        broker.commit();
        assertEquals(List.of(), broker.deliveries());
        passMs(1_000);
        assertEquals(List.of("10/3"), broker.deliveries());
    }

    @Test
    @DisplayName("M-06: counts as failed once if its connection is lost while it waits behind another")
    void lostConnections() {
        send(10, 11);
        List<String> seen = new ArrayList<>();
        for (long session = 2; session <= 6; session++) {
            seen.addAll(broker.deliveries());
            broker.machine.loseConnection(session);
            broker.commit();
            passMs(60_000);
            broker.effects();
            broker.open(session + 1);
            broker.attachWithCredit(session + 1, 1);
        }

        assertEquals(
                List.of("10/1", "11/1", "10/2", "11/2", "10/3", "11/2", "10/4", "11/2", "11/2"),
                seen,
                "the first one is suspected, and gone after its last attempt");
    }

    @Test
    @DisplayName("follows what its consumer wants to be different")
    void consumersOverride() {
        RedeliveryOverride override = new RedeliveryOverride(2, null, null, null);
        broker.machine.attach(2, 0, 2, new ConsumerSource(Broker.QUEUE, null, false, null, override));
        broker.machine.detach(2, 0, 1, false);
        broker.machine.credit(2, 2, 100, 1_000_000);
        broker.commit();
        send(10);
        failOne();
        failOne();

        show(read());

        assertEquals(2, deadLetters().get(0).properties().get("JMS_MAMBA_DeliveryAttempts"));
    }

    @Test
    @DisplayName("comes again and again without end where there is no limit")
    void withoutEnd() {
        RedeliveryOverride override = new RedeliveryOverride(0, 0L, null, null);
        broker.machine.attach(2, 0, 2, new ConsumerSource(Broker.QUEUE, null, false, null, override));
        broker.machine.detach(2, 0, 1, false);
        broker.machine.credit(2, 2, 100, 1_000_000);
        broker.commit();
        send(10);

        for (int count = 1; count <= 50; count++) {
            assertEquals("10/" + count, failOne());
        }
    }

    @Test
    @DisplayName("M-42: is shown to browsers while it waits")
    void isBrowsed() {
        send(10);
        failOne();
        failOne();

        broker.machine.openBrowser(1, 0, 7, Broker.QUEUE, null);
        broker.machine.browse(1, 0, 7, 10, 1_000_000);

        assertEquals(1, broker.effects().size());
    }
}
