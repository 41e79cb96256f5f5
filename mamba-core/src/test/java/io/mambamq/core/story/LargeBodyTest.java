// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.story;

import static io.mambamq.core.story.Broker.QUEUE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mambamq.core.ConsumerSource;
import io.mambamq.core.MachineConfig;
import io.mambamq.core.effect.Browsed;
import io.mambamq.core.simulation.Messages;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.message.DestinationKind;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.message.MessageHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A message whose body is too large for it")
class LargeBodyTest {
    private static final DestinationName BODY = new DestinationName(DestinationKind.TEMPORARY_QUEUE, "body");
    private static final DestinationName TOPIC = DestinationName.topic("news");
    private static final int CHUNKS = 3;

    private final Broker broker = Broker.started();
    private long sequence;

    @BeforeEach
    void aSenderAndAReceiver() {
        broker.open(1);
        broker.open(2);
    }

    @Test
    @DisplayName("The receiver of the message reads the body, which ends when the message is settled")
    void sendReadSettle() {
        sendBody(BODY);
        sendHead(0, head(10), BODY);
        broker.commit();
        broker.effects();
        assertEquals(1 + CHUNKS, broker.liveBodies());

        broker.attachWithCredit(2, 1);
        assertEquals("[10/1]", broker.deliveries().toString());
        assertEquals(CHUNKS, chunksReadBy(2));

        broker.accept(2, 1);
        broker.commit();
        assertEquals(0, broker.liveBodies());
        assertGone();
    }

    @Test
    @DisplayName("Without its message a body ends with the connection that sent it, or with a restart")
    void unclaimed() {
        sendBody(BODY);
        broker.machine.loseConnection(1);
        broker.commit();
        assertEquals(0, broker.liveBodies());

        broker.open(3);
        sendBody(3, new DestinationName(DestinationKind.TEMPORARY_QUEUE, "other"));
        broker.commit();
        broker.crashAndRestart();
        assertEquals(0, broker.liveBodies());
    }

    @Test
    @DisplayName("With its message it outlives its sender and a restart")
    void outlives() {
        sendBody(BODY);
        sendHead(0, head(10), BODY);
        broker.commit();
        broker.machine.loseConnection(1);
        broker.commit();
        broker.crashAndRestart();
        assertEquals(1 + CHUNKS, broker.liveBodies());

        broker.open(3);
        broker.attachWithCredit(3, 1);
        broker.effects();
        assertEquals(CHUNKS, chunksReadBy(3));
        broker.accept(3, 1);
        broker.commit();
        broker.crashAndRestart();
        assertEquals(0, broker.liveBodies());
    }

    @Test
    @DisplayName(
            "A message that is not persistent takes its body with it in a restart, and ids go on where they should")
    void notPersistent() {
        sendBody(BODY);
        sendHead(0, head(10).persistent(false), BODY);
        broker.commit();
        broker.crashAndRestart();
        assertEquals(0, broker.liveBodies());

        broker.open(3);
        sendBody(3, BODY);
        broker.send(3, 11);
        broker.commit();
        assertEquals(1 + CHUNKS, broker.liveBodies());
        broker.crashAndRestart();
        assertEquals(1, broker.liveBodies());
    }

    @Test
    @DisplayName("A transaction that is rolled back ends it, one that is committed keeps it")
    void localTransaction() {
        sendBody(BODY);
        broker.begin(1, 1, Broker.local(1));
        sendHead(1, head(10), BODY);
        broker.machine.rollbackTransaction(1, 0, Broker.local(1));
        broker.commit();
        assertEquals(0, broker.liveBodies());
        assertGone();

        sendBody(BODY);
        broker.begin(1, 2, Broker.local(2));
        sendHead(2, head(11), BODY);
        broker.machine.commitTransaction(1, 0, Broker.local(2), true);
        broker.commit();
        assertEquals(1 + CHUNKS, broker.liveBodies());
    }

    @Test
    @DisplayName("A prepared branch keeps it through a crash until it is decided")
    void preparedBranch() {
        sendBody(BODY);
        broker.begin(1, 1, Broker.xa(1));
        sendHead(1, head(10), BODY);
        broker.machine.prepareTransaction(1, 0, Broker.xa(1));
        broker.commit();
        broker.crashAndRestart();
        assertEquals(1 + CHUNKS, broker.liveBodies());

        broker.open(3);
        broker.machine.rollbackTransaction(3, 0, Broker.xa(1));
        broker.commit();
        assertEquals(0, broker.liveBodies());
    }

    @Test
    @DisplayName("An unprepared transaction that a crash rolls back ends it")
    void unpreparedAtACrash() {
        sendBody(BODY);
        broker.begin(1, 1, Broker.local(1));
        sendHead(1, head(10), BODY);
        broker.commit();
        broker.crashAndRestart();
        assertEquals(0, broker.liveBodies());
    }

    @Test
    @DisplayName("The subscriptions of a topic share it, and the last one that has the message ends it")
    void topic() {
        attachToTopic(1);
        attachToTopic(2);
        sendBody(BODY);
        sendHead(0, head(10).destination(TOPIC), BODY);
        broker.commit();
        broker.effects();

        broker.accept(2, 1);
        broker.commit();
        assertEquals(1 + CHUNKS, broker.liveBodies());
        // The other subscription ends with what it has.
        broker.machine.detach(2, 0, 2, false);
        broker.commit();
        assertEquals(0, broker.liveBodies());
    }

    @Test
    @DisplayName("It is dropped at once if no subscription wants the message")
    void nobodyWantsIt() {
        sendBody(BODY);
        sendHead(0, head(10).destination(TOPIC), BODY);
        broker.commit();
        assertEquals(0, broker.liveBodies());
    }

    @Test
    @DisplayName("It ends with the queue that has its message")
    void queueEnds() {
        DestinationName replies = new DestinationName(DestinationKind.TEMPORARY_QUEUE, "replies");
        broker.machine.createTemporary(2, 0, replies);
        sendBody(BODY);
        sendHead(0, head(10).destination(replies), BODY);
        broker.commit();
        broker.machine.loseConnection(2);
        broker.commit();
        assertEquals(0, broker.liveBodies());
    }

    @Test
    @DisplayName("A message that expires takes it along")
    void expires() {
        sendBody(BODY);
        sendHead(0, head(10).expirationMs(1_500), BODY);
        broker.commit();
        broker.machine.tick(2_000);
        broker.effects();
        broker.attachWithCredit(2, 1);
        broker.commit();
        assertEquals(0, broker.liveBodies());
    }

    @Test
    @DisplayName("A second message cannot have it, nobody sends to it, and its sender cannot delete it")
    void belongsToItsMessage() {
        sendBody(BODY);
        sendHead(0, head(10), BODY);
        broker.effects();

        sendHead(0, head(11), BODY);
        broker.assertRefused(ErrorCode.INVALID_DESTINATION);
        broker.machine.send(1, ++sequence, 0, true, Messages.encode(head(12).destination(BODY), 10));
        broker.assertRefused(ErrorCode.INVALID_DESTINATION);
        broker.machine.deleteTemporary(1, Broker.REQUEST, BODY);
        broker.assertRefused(ErrorCode.INVALID_DESTINATION);
        broker.machine.createTemporary(1, Broker.REQUEST, BODY);
        broker.assertRefused(ErrorCode.INVALID_DESTINATION);
        broker.machine.attach(1, Broker.REQUEST, 1, ConsumerSource.of(BODY));
        broker.assertRefused(ErrorCode.INVALID_DESTINATION);
    }

    @Test
    @DisplayName(
            "Only its sender's own temporary queue without consumers can be a body, and not of a message in itself")
    void whatCanBeABody() {
        sendHead(0, head(10), BODY);
        broker.assertRefused(ErrorCode.INVALID_DESTINATION);
        sendBody(2, BODY);
        broker.effects();
        sendHead(0, head(10), BODY);
        broker.assertRefused(ErrorCode.INVALID_DESTINATION);

        DestinationName consumed = new DestinationName(DestinationKind.TEMPORARY_QUEUE, "consumed");
        sendBody(consumed);
        broker.attach(1, 1, consumed);
        sendHead(0, head(10), consumed);
        broker.assertRefused(ErrorCode.DESTINATION_IN_USE);

        DestinationName itself = new DestinationName(DestinationKind.TEMPORARY_QUEUE, "itself");
        sendBody(itself);
        broker.effects();
        sendHead(0, head(10).destination(itself), itself);
        broker.assertRefused(ErrorCode.INVALID_DESTINATION);
    }

    @Test
    @DisplayName("Bodies within bodies end together, however many there are in a row")
    void chain() {
        int depth = 5_000;
        broker.machine.createTemporary(1, 0, body(0));
        for (int i = 1; i < depth; i++) {
            broker.machine.createTemporary(1, 0, body(i));
            sendHead(0, head(i).destination(body(i)), body(i - 1));
            broker.commit();
            broker.effects();
        }
        sendHead(0, head(depth), body(depth - 1));
        broker.commit();
        assertEquals(depth, broker.liveBodies());

        broker.effects();
        broker.attachWithCredit(2, 1);
        broker.accept(2, 1);
        broker.commit();
        assertEquals(0, broker.liveBodies());
    }

    private static DestinationName body(int number) {
        return new DestinationName(DestinationKind.TEMPORARY_QUEUE, "body-" + number);
    }

    @Test
    @DisplayName("Bodies do not count as queues of the broker, which may have only so many")
    void countsApart() {
        Broker small = Broker.started(new MachineConfig(10, 10, 2, 10, 10, 1_000, 10, 10, 10_000));
        small.open(1);
        for (int i = 0; i < 10; i++) {
            small.machine.createTemporary(1, 0, body(i));
            small.machine.send(1, i + 1, 0, false, Messages.withBody(head(i), body(i)));
            small.commit();
        }
        assertEquals(10, small.messageCount());
    }

    // ---- words

    private static MessageHeaders head(long key) {
        return Messages.headers(key).destination(QUEUE);
    }

    private void sendBody(DestinationName body) {
        sendBody(1, body);
    }

    private void sendBody(long session, DestinationName body) {
        broker.machine.createTemporary(session, 0, body);
        for (int i = 0; i < CHUNKS; i++) {
            broker.machine.send(
                    session, ++sequence, 0, false, Messages.encode(head(100 + i).destination(body), 10));
        }
    }

    private void sendHead(int transaction, MessageHeaders headers, DestinationName body) {
        EncodedMessage message = Messages.withBody(headers, body);
        broker.machine.send(1, ++sequence, transaction, transaction == 0, message);
    }

    private void attachToTopic(int consumer) {
        broker.attach(2, consumer, TOPIC);
        broker.machine.credit(2, consumer, 10, 1_000_000);
    }

    private long chunksReadBy(long session) {
        broker.machine.openBrowser(session, 0, 77, BODY, null);
        broker.machine.browse(session, 0, 77, 10, 1_000_000);
        broker.commit();
        long count = broker.effects().stream().filter(Browsed.class::isInstance).count();
        broker.machine.closeBrowser(session, 0, 77);
        return count;
    }

    private void assertGone() {
        broker.effects();
        broker.machine.openBrowser(2, Broker.REQUEST, 78, BODY, null);
        broker.assertRefused(ErrorCode.INVALID_DESTINATION);
    }
}
