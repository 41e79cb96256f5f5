// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.core.ConsumerSource;
import io.mambamq.core.effect.Deliver;
import io.mambamq.core.effect.Drained;
import io.mambamq.core.effect.Effect;
import io.mambamq.core.effect.Examine;
import io.mambamq.core.simulation.Messages;
import io.mambamq.protocol.frame.SettleOutcome;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.message.MessageHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectiveConsumerTest {
    private final Broker broker = Broker.started();
    /** Keys of the messages that were shown to the machine. */
    private final List<Long> shown = new ArrayList<>();

    private final List<Effect> others = new ArrayList<>();

    @BeforeEach
    void sessions() {
        broker.open(1);
        broker.open(2);
    }

    @Test
    @DisplayName("M-38 a selective consumer gets what matches, in order; the rest stays for others")
    void getsWhatMatches() {
        sendMany(1, 6, "red", "blue");
        attach(1, 1, "JMSType = 'red'");
        broker.machine.credit(1, 1, 100, 1_000_000);

        assertEquals(List.of("1/1", "3/1", "5/1"), settled());
        broker.attachWithCredit(2, 1);
        assertEquals(List.of("2/1", "4/1", "6/1"), settled());
    }

    @Test
    @DisplayName("M-09, M-38: a selective consumer is shown a message at its delivery time, and not before")
    void delays() {
        attach(1, 1, "JMSType = 'red'");
        broker.machine.credit(1, 1, 100, 1_000_000);
        broker.send(
                2, 0, Messages.headers(1).destination(Broker.QUEUE).type("red").deliveryTimeMs(1_500));
        broker.commit();
        broker.machine.tick(1_499);
        assertEquals(List.of(), settled());
        assertEquals(List.of(), shown);

        broker.machine.tick(1_500);

        assertEquals(List.of("1/1"), settled());
        assertEquals(List.of(1L), shown);
    }

    @Test
    @DisplayName("A message is looked at once, however deep the queue is and however often something happens")
    void looksOnce() {
        sendMany(1, 1000, "blue");
        attach(1, 1, "JMSType = 'red'");
        broker.machine.credit(1, 1, 10, 1_000_000);
        assertEquals(List.of(), settled());
        assertEquals(1000, shown.size());

        send(1001, "blue");
        send(1002, "red");
        broker.machine.credit(1, 1, 10, 1_000_000);

        assertEquals(List.of("1002/1"), settled());
        assertEquals(1002, shown.size());
    }

    @Test
    @DisplayName("Credit that comes one by one does not make messages be looked at twice")
    void looksOnceWithSingleCredits() {
        sendMany(1, 200, "red", "blue");
        attach(1, 1, "JMSType = 'red'");
        List<String> delivered = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            broker.machine.credit(1, 1, 1, 1_000);
            delivered.addAll(settled());
        }

        assertEquals(LongStream.range(0, 100).mapToObj(i -> (2 * i + 1) + "/1").toList(), delivered);
        assertEquals(200, shown.size());
    }

    @Test
    @DisplayName("A deep queue is looked through in pieces, between which others are served")
    void worksInPieces() {
        sendMany(1, 1000, "blue");
        attach(1, 1, "JMSType = 'red'");
        broker.machine.credit(1, 1, 10, 1_000_000);

        Examine first = onlyExamine();
        assertTrue(
                first.positions().size() <= 64, "at once: " + first.positions().size());
        broker.attachWithCredit(2, 1);

        assertEquals(100, broker.deliveriesOf(broker.effects()).size());
        answer(first);
        assertEquals(List.of(), settled());
    }

    @Test
    @DisplayName("What came back is delivered again in its old place, before what matched behind it")
    void comesBackInItsPlace() {
        sendMany(1, 6, "red");
        attach(1, 1, "JMSType = 'red'");
        broker.machine.credit(1, 1, 3, 1_000_000);
        assertEquals(List.of("1/1", "2/1", "3/1"), settled());

        broker.settle(1, 0, SettleOutcome.RELEASED, 2);
        broker.machine.credit(1, 1, 100, 1_000_000);

        List<String> again = settled();
        assertEquals("2", again.get(0).substring(0, 1));
        assertEquals(List.of("4/1", "5/1", "6/1"), again.subList(1, again.size()));
    }

    @Test
    @DisplayName("What a lost connection had is delivered to another selective consumer that had passed it by")
    void comesBackFromAnother() {
        sendMany(1, 4, "red", "blue");
        attach(1, 1, "JMSType = 'red'");
        broker.machine.credit(1, 1, 10, 1_000_000);
        assertEquals(List.of("1/1", "3/1"), settled());
        attach(2, 1, "JMSType IN ('red', 'green')");
        broker.machine.credit(2, 1, 10, 1_000_000);
        assertEquals(List.of(), settled());

        broker.machine.loseConnection(1);
        broker.commit();

        assertEquals(List.of("1/2", "3/2"), settled());
    }

    @Test
    @DisplayName("A message that another consumer takes while it is looked at is delivered once")
    void takenMeanwhile() {
        sendMany(1, 2, "red");
        attach(1, 1, "JMSType = 'red'");
        broker.machine.credit(1, 1, 10, 1_000_000);
        Examine examine = onlyExamine();
        broker.attachWithCredit(2, 1);
        assertEquals(List.of("1/1", "2/1"), broker.deliveriesOf(broker.effects()));
        broker.accept(2, 1);
        broker.commit();

        answer(examine);

        assertEquals(List.of(), settled());
    }

    @Test
    @DisplayName("What came back and was taken by another does not hold up what matched behind it")
    void cameBackAndLeft() {
        sendMany(1, 4, "red");
        attach(1, 1, "JMSType = 'red'");
        broker.machine.credit(1, 1, 1, 1_000_000);
        assertEquals(List.of("1/1"), settled());
        broker.attach(2, 1);
        broker.machine.credit(2, 1, 1, 1_000_000);
        assertEquals(List.of("2/1"), settled());
        broker.settle(1, 0, SettleOutcome.RELEASED, 1);
        broker.machine.credit(2, 1, 1, 1_000_000);
        assertEquals(1, settled().size());

        broker.machine.credit(1, 1, 10, 1_000_000);

        assertEquals(List.of("3/1", "4/1"), settled());
        assertEquals(4, shown.size());
    }

    @Test
    @DisplayName("What came back and expired does not hold up what matched behind it")
    void cameBackAndExpired() {
        broker.send(1, 0, headers(1, "red").expirationMs(1_500));
        sendMany(2, 2, "red");
        attach(1, 1, "JMSType = 'red'");
        broker.machine.credit(1, 1, 1, 1_000_000);
        assertEquals(List.of("1/1"), settled());
        broker.machine.tick(2_000);
        broker.settle(1, 0, SettleOutcome.RELEASED, 1);

        broker.machine.credit(1, 1, 10, 1_000_000);

        assertEquals(List.of("2/1", "3/1"), settled());
    }

    @Test
    @DisplayName("Higher priority is looked at and delivered first")
    void priorities() {
        send(1, "red");
        broker.send(1, 0, headers(2, "red").priority(9));
        broker.send(1, 0, headers(3, "blue").priority(7));
        broker.commit();
        attach(1, 1, "JMSType = 'red'");
        broker.machine.credit(1, 1, 10, 1_000_000);

        assertEquals(List.of("2/1", "1/1"), settled());
        assertEquals(List.of(2L, 3L, 1L), shown);
    }

    @Test
    @DisplayName("A drain is answered when all has been looked at, and not before")
    void drains() {
        sendMany(1, 300, "blue");
        send(301, "red");
        attach(1, 1, "JMSType = 'red'");
        broker.machine.credit(1, 1, 10, 1_000_000);
        broker.machine.drain(1, 1);

        assertEquals(List.of("301/1"), settled());

        assertEquals(List.of(new Drained(1, 1)), others);
        assertEquals(301, shown.size());
        send(302, "red");
        assertEquals(List.of(), settled(), "the credit is gone");
    }

    @Test
    @DisplayName("A consumer that is detached while messages are looked at leaves nothing behind")
    void detachedMeanwhile() {
        sendMany(1, 2, "red");
        attach(1, 1, "JMSType = 'red'");
        broker.machine.credit(1, 1, 10, 1_000_000);
        Examine examine = onlyExamine();
        broker.machine.detach(1, 0, 1, false);
        attach(1, 1, "JMSType = 'blue'");
        broker.machine.credit(1, 1, 10, 1_000_000);

        answer(examine);

        assertEquals(List.of(), settled());
        broker.attachWithCredit(2, 1);
        assertEquals(List.of("1/1", "2/1"), settled());
    }

    @Test
    @DisplayName("A message that cannot be read is not delivered; those behind it are")
    void unreadable() {
        sendMany(1, 3, "red");
        attach(1, 1, "JMSType = 'red'");
        broker.machine.credit(1, 1, 10, 1_000_000);
        Examine examine = onlyExamine();
        List<@Nullable EncodedMessage> messages = new ArrayList<>(messagesOf(examine));
        messages.set(1, null);

        broker.machine.examined(1, 1, examine.examination(), messages);

        assertEquals(List.of("1/1", "3/1"), settled());
    }

    @Test
    @DisplayName("Expired messages are not looked at, and leave the queue")
    void expired() {
        broker.send(1, 0, headers(1, "red").expirationMs(1_500));
        broker.send(1, 0, headers(2, "red"));
        broker.commit();
        broker.machine.tick(2_000);
        attach(1, 1, "JMSType = 'red'");
        broker.machine.credit(1, 1, 10, 1_000_000);

        assertEquals(List.of("2/1"), settled());
        assertEquals(List.of(2L), shown);
        assertEquals(1, broker.messageCount());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    @DisplayName("However sends, credit, returns and losses mix, all that matches arrives exactly once")
    void everythingArrives(long seed) {
        Random random = new Random(seed);
        attach(1, 1, "JMSType = 'red'");
        attach(2, 1, "JMSType = 'blue'");
        TreeSet<Long> missing = new TreeSet<>();
        long key = 0;
        for (int i = 0; i < 500; i++) {
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    missing.add(++key);
                    broker.send(
                            1,
                            0,
                            headers(key, random.nextBoolean() ? "red" : "blue").priority(random.nextInt(3)));
                    broker.commit();
                }
                case 2 -> broker.machine.credit(1 + random.nextInt(2), 1, random.nextInt(4), 10_000);
                default -> settleSome(random, missing);
            }
        }
        for (int i = 0; i < 500 && !missing.isEmpty(); i++) {
            broker.machine.credit(1, 1, 100, 1_000_000);
            broker.machine.credit(2, 1, 100, 1_000_000);
            settleSome(random, missing);
        }

        assertEquals(new TreeSet<Long>(), missing);
        assertEquals(0, broker.messageCount());
    }

    /** Accepts most of what arrived, gives some back. */
    private void settleSome(Random random, Set<Long> missing) {
        for (Deliver deliver : deliveries()) {
            EncodedMessage message = broker.log.messageAt(deliver.position());
            assertEquals(deliver.session() == 1 ? "red" : "blue", message.typeText());
            if (random.nextInt(4) == 0) {
                broker.settle(deliver.session(), 0, SettleOutcome.RELEASED, deliver.delivery());
            } else {
                assertTrue(missing.remove(broker.keyOf(deliver)), "twice: " + deliver);
                broker.accept(deliver.session(), deliver.delivery());
            }
            broker.commit();
        }
    }

    // ---- words

    private static MessageHeaders headers(long key, String type) {
        return Messages.headers(key).destination(Broker.QUEUE).type(type);
    }

    private void send(long key, String type) {
        broker.send(1, 0, headers(key, type));
        broker.commit();
    }

    private void sendMany(long first, long count, String... types) {
        for (long key = first; key < first + count; key++) {
            send(key, types[(int) ((key - first) % types.length)]);
        }
        broker.effects();
    }

    private void attach(long session, int consumer, String selector) {
        broker.machine.attach(session, 0, consumer, new ConsumerSource(Broker.QUEUE, selector, false, null));
        broker.commit();
    }

    private Examine onlyExamine() {
        List<Effect> effects = broker.effects();
        assertEquals(1, effects.size(), effects::toString);
        return (Examine) effects.get(0);
    }

    private List<EncodedMessage> messagesOf(Examine examine) {
        return examine.positions().stream().map(broker.log::messageAt).toList();
    }

    private void answer(Examine examine) {
        List<@Nullable EncodedMessage> messages = new ArrayList<>(messagesOf(examine));
        examine.positions()
                .forEach(position ->
                        shown.add(broker.log.messageAt(position).messageId().sequence()));
        broker.machine.examined(examine.session(), examine.consumer(), examine.examination(), messages);
        broker.commit();
    }

    /** Answers all that is asked until nothing is asked any more; returns what was delivered. */
    private List<Deliver> deliveries() {
        List<Deliver> deliveries = new ArrayList<>();
        for (List<Effect> effects = broker.effects(); !effects.isEmpty(); effects = broker.effects()) {
            for (Effect effect : effects) {
                if (effect instanceof Examine examine) {
                    answer(examine);
                } else if (effect instanceof Deliver deliver) {
                    deliveries.add(deliver);
                } else {
                    others.add(effect);
                }
            }
            broker.commit();
        }
        others.removeIf(effect -> !(effect instanceof Drained));
        return deliveries;
    }

    private List<String> settled() {
        return broker.deliveriesOf(new ArrayList<Effect>(deliveries()));
    }
}
