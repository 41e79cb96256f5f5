// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.story;

import static io.mambamq.core.story.Broker.QUEUE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mambamq.core.effect.BodyReleased;
import io.mambamq.core.effect.Deliver;
import io.mambamq.core.effect.Drained;
import io.mambamq.core.effect.Effect;
import io.mambamq.core.simulation.Messages;
import io.mambamq.protocol.frame.SettleOutcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SendAndDeliverTest {
    private final Broker broker = Broker.started();

    @BeforeEach
    void twoSessionsAreOpen() {
        broker.open(1);
        broker.open(2);
    }

    @Test
    @DisplayName("M-76: a send is confirmed when it is durable, not before")
    void confirmsWhenDurable() {
        long sequence = broker.send(1, 10);
        broker.commitOne();
        assertEquals(List.of(), broker.effects(), "only the queue is declared yet");

        broker.commitOne();

        broker.assertConfirmed(1, sequence);
    }

    @Test
    void deliversWhatIsCommittedOnly() {
        broker.attachWithCredit(2, 1);
        broker.send(1, 10);
        assertEquals(List.of(), broker.deliveries());

        broker.commit();

        assertEquals(List.of("10/1"), broker.deliveries());
    }

    @Test
    void deliversNothingWithoutCredit() {
        broker.attach(2, 1);
        broker.send(1, 10);
        broker.commit();
        assertEquals(List.of(), broker.deliveries());

        broker.machine.credit(2, 1, 1, 1_000);

        assertEquals(List.of("10/1"), broker.deliveries());
    }

    @Test
    void stopsAtTheLastMessageOfTheCredit() {
        broker.attach(2, 1);
        sendAll(1, 10, 11, 12);

        broker.machine.credit(2, 1, 2, 1_000_000);

        assertEquals(List.of("10/1", "11/1"), broker.deliveries());
    }

    @Test
    void theLastMessageMayOverdrawTheBytes() {
        broker.attach(2, 1);
        sendAll(1, 10, 11, 12);

        broker.machine.credit(2, 1, 100, 1);

        assertEquals(List.of("10/1"), broker.deliveries());
    }

    @Test
    void servesConsumersInTurn() {
        broker.attachWithCredit(1, 1);
        broker.attachWithCredit(2, 7);
        sendAll(1, 10, 11, 12, 13);

        List<Long> sessions = broker.effects().stream()
                .filter(Deliver.class::isInstance)
                .map(effect -> ((Deliver) effect).session())
                .toList();

        assertEquals(List.of(1L, 2L, 1L, 2L), sessions);
    }

    @Test
    @DisplayName("M-08: a message of higher priority overtakes those that wait")
    void higherPriorityFirst() {
        broker.attach(2, 1);
        broker.send(1, 0, Messages.headers(10).destination(QUEUE).priority(4));
        broker.send(1, 0, Messages.headers(11).destination(QUEUE).priority(9));
        broker.commit();

        broker.machine.credit(2, 1, 10, 1_000);

        assertEquals(List.of("11/1", "10/1"), broker.deliveries());
    }

    @Test
    @DisplayName("M-07: an expired message is not delivered, and leaves through the log")
    void expires() {
        broker.attach(2, 1);
        broker.send(1, 0, Messages.headers(10).destination(QUEUE).expirationMs(1_500));
        broker.send(1, 0, Messages.headers(11).destination(QUEUE).expirationMs(1_501));
        broker.commit();
        broker.machine.tick(1_500);

        broker.machine.credit(2, 1, 10, 1_000);

        assertEquals(List.of("11/1"), broker.deliveries());
        assertEquals(2, broker.messageCount());
        broker.commit();
        assertEquals(1, broker.messageCount());
    }

    @Test
    @DisplayName("M-09: a message is not delivered before its delivery time")
    void delays() {
        broker.attachWithCredit(2, 1);
        broker.send(1, 0, Messages.headers(10).destination(QUEUE).deliveryTimeMs(1_500));
        broker.commit();
        broker.machine.tick(1_499);
        assertEquals(List.of(), broker.deliveries());

        broker.machine.tick(1_500);

        assertEquals(List.of("10/1"), broker.deliveries());
    }

    @Test
    @DisplayName("M-07, M-09: a message that expires before its delivery time is never delivered")
    void expiresDelayed() {
        broker.attachWithCredit(2, 1);
        broker.send(
                1,
                0,
                Messages.headers(10).destination(QUEUE).deliveryTimeMs(1_500).expirationMs(1_400));
        broker.commit();

        broker.machine.tick(1_500);
        broker.commit();

        assertEquals(List.of(), broker.deliveries());
        assertEquals(0, broker.messageCount());
    }

    @Test
    @DisplayName(
            "M-09: the delivery time of a message sent in a transaction is counted from the send, not from the commit")
    void delaysInTransactions() {
        broker.attachWithCredit(2, 1);
        broker.begin(1, 1, Broker.local(1));
        broker.send(1, 1, Messages.headers(10).destination(QUEUE).deliveryTimeMs(1_500));
        broker.send(1, 1, Messages.headers(11).destination(QUEUE).deliveryTimeMs(1_700));
        broker.commit();
        broker.machine.tick(1_600);

        broker.machine.commitTransaction(1, 0, Broker.local(1), true);
        broker.commit();

        assertEquals(List.of("10/1"), broker.deliveries());
        broker.machine.tick(1_700);
        assertEquals(List.of("11/1"), broker.deliveries());
    }

    @Test
    void anAcceptedMessageLeavesTheQueueWhenThatIsDurable() {
        broker.attachWithCredit(2, 1);
        broker.send(1, 10);
        broker.commit();
        List<Deliver> delivered = new ArrayList<>();
        broker.machine.drainEffects(effect -> {
            if (effect instanceof Deliver deliver) {
                delivered.add(deliver);
            }
        });

        broker.accept(2, 1);
        assertEquals(1, broker.messageCount());
        broker.commit();

        assertEquals(0, broker.messageCount());
        List<Effect> released = new ArrayList<>();
        broker.machine.drainEffects(released::add);
        assertEquals(List.of(new BodyReleased(1, delivered.get(0).position())), released);
    }

    @Test
    @DisplayName(
            "M-65 M-06: what an application gave back comes first again, counted; what it never saw is not counted")
    void returnsAndReleases() {
        broker.attachWithCredit(2, 1);
        sendAll(1, 10, 11, 12);
        broker.effects();

        broker.settle(2, 0, SettleOutcome.RETURNED, 2);
        broker.commit();
        assertEquals(List.of("11/2"), broker.deliveries());
        broker.settle(2, 0, SettleOutcome.RELEASED, 3);
        assertEquals(List.of("12/1"), broker.deliveries());
    }

    @Test
    void whatComesBackTakesItsOldPlace() {
        broker.attach(2, 1);
        sendAll(1, 10, 11, 12);
        broker.machine.credit(2, 1, 2, 1_000_000);
        broker.effects();

        broker.settle(2, 0, SettleOutcome.RETURNED, 1);
        broker.commit();
        broker.machine.credit(2, 1, 2, 1_000_000);

        assertEquals(List.of("10/2", "12/1"), broker.deliveries());
    }

    @Test
    void drainIsAnsweredBehindEverythingThatWasUnderWay() {
        broker.attach(2, 1);
        broker.machine.credit(2, 1, 5, 1_000_000);
        broker.send(1, 10);

        broker.machine.drain(2, 1);
        assertEquals(List.of(), broker.effects());
        broker.commit();

        List<Effect> effects = broker.effects();
        assertEquals(new Drained(2, 1), effects.get(effects.size() - 1));
        assertEquals(
                2,
                effects.stream()
                        .filter(e -> e instanceof Deliver || e instanceof Drained)
                        .count());
        broker.send(1, 11);
        broker.commit();
        assertEquals(List.of(), broker.deliveries(), "the credit is gone");
    }

    @Test
    void drainOfAnEmptyQueueIsAnsweredAtOnce() {
        broker.attachWithCredit(2, 1);

        broker.machine.drain(2, 1);

        assertEquals(List.of(new Drained(2, 1)), broker.effects());
    }

    private void sendAll(long session, long... keys) {
        for (long key : keys) {
            broker.send(session, key);
        }
        broker.commit();
    }
}
