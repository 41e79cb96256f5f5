// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.core.ConsumerSource;
import io.mambamq.core.MachineConfig;
import io.mambamq.core.command.DeclareDestination;
import io.mambamq.core.effect.Browsed;
import io.mambamq.core.effect.Succeeded;
import io.mambamq.core.session.ClientConnection;
import io.mambamq.core.simulation.Messages;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.SettleOutcome;
import io.mambamq.protocol.message.DestinationKind;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.SubscriptionName;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Temporary destinations, and those that come into being by being used")
class DestinationTest {
    private static final DestinationName REPLIES = new DestinationName(DestinationKind.TEMPORARY_QUEUE, "c-1");
    private static final DestinationName NEWS = new DestinationName(DestinationKind.TEMPORARY_TOPIC, "c-2");

    private Broker broker = Broker.started();

    @Test
    @DisplayName("M-41: everybody sends to a temporary queue, and its connection receives from it")
    void requestAndReply() {
        open(1, REPLIES);
        broker.open(2);

        broker.attach(1, 1, REPLIES);
        broker.machine.credit(1, 1, 10, 1_000);
        send(2, 10);

        assertEquals(List.of("10/1"), broker.deliveries());
    }

    @ParameterizedTest
    @EnumSource(
            value = DestinationKind.class,
            names = {"TEMPORARY_QUEUE", "TEMPORARY_TOPIC"})
    @DisplayName("M-41: another connection does not receive from it, another session of its own does")
    void foreignConsumer(DestinationKind kind) {
        DestinationName temporary = new DestinationName(kind, "c-1");
        open(1, temporary);
        broker.open(2);
        broker.open(1, 3);

        broker.machine.attach(2, Broker.REQUEST, 1, ConsumerSource.of(temporary));
        broker.assertRefused(ErrorCode.INVALID_DESTINATION);
        broker.attach(3, 1, temporary);
    }

    @Test
    @DisplayName("M-41 M-42: nor does it browse it")
    void foreignBrowser() {
        open(1, REPLIES);
        broker.open(2);

        broker.machine.openBrowser(2, Broker.REQUEST, 1, REPLIES, null);

        broker.assertRefused(ErrorCode.INVALID_DESTINATION);
    }

    @Test
    @DisplayName("M-41: it is not deleted while it has consumers, by nobody else, and not twice")
    void delete() {
        open(1, REPLIES);
        broker.open(2);
        broker.attach(1, 1, REPLIES);

        delete(1, REPLIES);
        broker.assertRefused(ErrorCode.DESTINATION_IN_USE);
        broker.machine.detach(1, 0, 1, false);
        delete(2, REPLIES);
        broker.assertRefused(ErrorCode.INVALID_DESTINATION);
        delete(1, REPLIES);
        broker.assertSucceeded(1, Broker.REQUEST, 0);
        delete(1, REPLIES);
        broker.assertRefused(ErrorCode.INVALID_DESTINATION);
    }

    @Test
    @DisplayName("M-41: a temporary topic is not deleted while it has a subscription, which ends with its consumer")
    void deleteTopic() {
        open(1, NEWS);
        broker.attach(1, 1, NEWS);

        delete(1, NEWS);
        broker.assertRefused(ErrorCode.DESTINATION_IN_USE);
        broker.machine.detach(1, 0, 1, false);
        delete(1, NEWS);

        broker.assertSucceeded(1, Broker.REQUEST, 0);
    }

    @Test
    @DisplayName("M-41: to send to a deleted one is refused, at once, and its messages are gone")
    void sendToDeleted() {
        open(1, REPLIES);
        send(1, 10);
        broker.effects();
        broker.machine.deleteTemporary(1, Broker.REQUEST, REPLIES);

        broker.send(1, 0, Messages.headers(11).destination(REPLIES));
        broker.assertRefused(ErrorCode.INVALID_DESTINATION);
        broker.commit();

        assertEquals(1, broker.released());
        assertEquals(0, broker.machine.queueCounts(REPLIES).messages());
    }

    @Test
    @DisplayName("M-41: they end with their connection, also where it was lost")
    void lostConnection() {
        open(1, REPLIES);
        create(1, NEWS);
        broker.attach(1, 1, REPLIES);
        broker.attach(1, 2, NEWS);
        broker.open(2);
        send(2, 10);

        broker.machine.loseConnection(1);
        broker.commit();
        broker.effects();

        broker.send(2, 0, Messages.headers(11).destination(REPLIES));
        broker.assertRefused(ErrorCode.INVALID_DESTINATION);
        broker.send(2, 0, Messages.headers(12).destination(NEWS));
        broker.assertRefused(ErrorCode.INVALID_DESTINATION);
        create(2, REPLIES);
    }

    @Test
    @DisplayName("M-41: and with a restart of the broker, with all that they hold")
    void restart() {
        open(1, REPLIES);
        create(1, NEWS);
        broker.attach(1, 2, NEWS);
        send(1, 10);

        broker.crashAndRestart();

        broker.open(2);
        broker.send(2, 0, Messages.headers(11).destination(REPLIES));
        broker.assertRefused(ErrorCode.INVALID_DESTINATION);
        assertEquals(0, broker.liveBodies());
        create(2, REPLIES);
        send(2, 12);
        broker.crashAndRestart();
        assertEquals(0, broker.liveBodies());
    }

    @Test
    @DisplayName("M-41: a restart gives their ids again, but for those that a prepared transaction names")
    void idsAfterARestart() {
        open(1, REPLIES);
        create(1, NEWS);
        broker.send(1, 0, Messages.headers(10).destination(Broker.QUEUE));
        broker.commit();
        broker.effects();
        DestinationName staged = new DestinationName(DestinationKind.TEMPORARY_QUEUE, "c-3");
        create(1, staged);
        create(1, new DestinationName(DestinationKind.TEMPORARY_QUEUE, "c-4"));
        broker.begin(1, 1, Broker.xa(1));
        broker.send(1, 1, Messages.headers(11).destination(staged));
        broker.machine.endTransaction(1, 1);
        broker.machine.prepareTransaction(1, 0, Broker.xa(1));
        broker.commit();
        broker.crashAndRestart();

        open(2, REPLIES);
        assertEquals(5, lastDeclaredId(), "4 is named by the prepared transaction");
        broker.machine.commitTransaction(2, 0, Broker.xa(1), false);
        broker.commit();
        broker.crashAndRestart();
        open(2, REPLIES);

        assertEquals(4, lastDeclaredId(), "3 is the ordinary queue");
        assertEquals(1, broker.messageCount());
        long digest = broker.machine.digest();
        broker.crashAndRestart();
        open(2, REPLIES);
        assertEquals(4, lastDeclaredId());
        assertEquals(digest, broker.machine.digest());
    }

    private int lastDeclaredId() {
        int[] last = new int[1];
        broker.log.replay((position, command) -> {
            if (command instanceof DeclareDestination declare) {
                last[0] = declare.id();
            }
        });
        return last[0];
    }

    @Test
    @DisplayName(
            "M-41: what a transaction has sent to one that is gone by its commit is gone, and the rest of it counts")
    void stagedForDeleted() {
        open(1, REPLIES);
        broker.begin(1, 1, Broker.local(1));
        broker.send(1, 1, Messages.headers(10).destination(REPLIES));
        broker.send(1, 1, Messages.headers(11).destination(Broker.QUEUE));
        broker.commit();
        delete(1, REPLIES);
        broker.effects();

        broker.machine.commitTransaction(1, Broker.REQUEST, Broker.local(1), true);
        broker.commit();

        assertEquals(List.of(new Succeeded(1, Broker.REQUEST, 0)), broker.effects());
        assertEquals(1, broker.messageCount());
        assertEquals(1, broker.liveBodies());
    }

    @Test
    @DisplayName("M-41: a prepared transaction that sent to it or received from it can be decided after it is gone")
    void preparedForDeleted() {
        for (boolean committed : new boolean[] {true, false}) {
            broker = Broker.started();
            open(1, REPLIES);
            broker.attach(1, 1, REPLIES);
            broker.machine.credit(1, 1, 10, 1_000);
            send(1, 10);
            broker.begin(1, 1, Broker.xa(1));
            broker.settle(1, 1, SettleOutcome.ACCEPTED, 1);
            broker.send(1, 1, Messages.headers(11).destination(REPLIES));
            broker.machine.endTransaction(1, 1);
            broker.machine.prepareTransaction(1, 0, Broker.xa(1));
            broker.commit();
            broker.crashAndRestart();
            broker.open(2);
            assertEquals(List.of(Broker.xa(1)), broker.inDoubt(2));

            if (committed) {
                broker.machine.commitTransaction(2, Broker.REQUEST, Broker.xa(1), false);
            } else {
                broker.machine.rollbackTransaction(2, Broker.REQUEST, Broker.xa(1));
            }
            broker.commit();

            broker.assertSucceeded(2, Broker.REQUEST, 0);
            assertEquals(0, broker.liveBodies());
        }
    }

    @Test
    @DisplayName("M-41: what was received and not settled of one that is gone hurts nobody")
    void unsettledOfDeleted() {
        open(1, REPLIES);
        broker.attach(1, 1, REPLIES);
        broker.machine.credit(1, 1, 10, 1_000);
        send(1, 10);
        broker.begin(1, 1, Broker.local(1));
        broker.settle(1, 1, SettleOutcome.ACCEPTED, 1);
        broker.machine.detach(1, 0, 1, false);
        delete(1, REPLIES);
        broker.effects();

        broker.machine.rollbackTransaction(1, Broker.REQUEST, Broker.local(1));
        broker.commit();

        broker.assertSucceeded(1, Broker.REQUEST, 0);
    }

    @Test
    @DisplayName("M-42: a browser of a deleted queue is at its end")
    void browserOfDeleted() {
        open(1, REPLIES);
        send(1, 10);
        broker.machine.openBrowser(1, 0, 1, REPLIES, null);
        delete(1, REPLIES);
        broker.effects();

        broker.machine.browse(1, 5, 1, 10, 1_000);

        assertEquals(List.of(new Succeeded(1, 5, 1)), broker.effects());
        assertTrue(broker.effects().stream().noneMatch(Browsed.class::isInstance));
    }

    @Test
    @DisplayName("M-41: a name is used once")
    void nameInUse() {
        open(1, REPLIES);

        broker.machine.createTemporary(1, Broker.REQUEST, REPLIES);

        broker.assertRefused(ErrorCode.INVALID_DESTINATION);
    }

    @Test
    @DisplayName("M-46: a temporary topic has no durable subscription")
    void durableSubscription() {
        open(1, NEWS);

        broker.machine.attach(
                1, Broker.REQUEST, 1, new ConsumerSource(NEWS, null, false, new SubscriptionName("s", true, true)));

        broker.assertRefused(ErrorCode.INVALID_DESTINATION);
    }

    @Test
    void onlyTemporaryDestinationsAreCreatedByClients() {
        broker.open(1);

        broker.machine.createTemporary(1, Broker.REQUEST, Broker.QUEUE);

        broker.assertRefused(ErrorCode.PROTOCOL_ERROR);
        broker.machine.createTemporary(9, Broker.REQUEST, REPLIES);
        broker.assertRefused(ErrorCode.PROTOCOL_ERROR);
        broker.machine.deleteTemporary(9, Broker.REQUEST, REPLIES);
        broker.assertRefused(ErrorCode.PROTOCOL_ERROR);
    }

    @Test
    void aConnectionHasABoundedNumberOfThem() {
        broker.open(1);
        for (int i = 0; i < ClientConnection.TEMPORARIES_MAX; i++) {
            broker.machine.createTemporary(1, 0, new DestinationName(DestinationKind.TEMPORARY_QUEUE, "c-" + i));
        }
        broker.commit();
        broker.effects();

        broker.machine.createTemporary(
                1, Broker.REQUEST, new DestinationName(DestinationKind.TEMPORARY_QUEUE, "one more"));

        broker.assertRefused(ErrorCode.RESOURCE_LIMIT);
    }

    @Test
    void aBrokerThatCreatesNothingOnFirstUseHasWhatWasDeclared() {
        broker = Broker.started(MachineConfig.DEFAULT.withAutoCreate(false));
        broker.open(1);
        DestinationName topic = DestinationName.topic("news");

        broker.send(1, 10);
        broker.assertRefused(ErrorCode.INVALID_DESTINATION);
        broker.machine.attach(1, Broker.REQUEST, 1, ConsumerSource.of(Broker.QUEUE));
        broker.assertRefused(ErrorCode.INVALID_DESTINATION);
        broker.machine.attach(1, Broker.REQUEST, 1, ConsumerSource.of(topic));
        broker.assertRefused(ErrorCode.INVALID_DESTINATION);
        broker.machine.openBrowser(1, Broker.REQUEST, 1, Broker.QUEUE, null);
        broker.assertRefused(ErrorCode.INVALID_DESTINATION);

        broker.machine.declare(Broker.QUEUE);
        broker.machine.declare(Broker.QUEUE);
        broker.machine.declare(topic);
        broker.commit();
        broker.attach(1, 1);
        broker.attach(1, 2, topic);
        create(1, REPLIES);
    }

    // ---- words

    private void open(long session, DestinationName temporary) {
        broker.open(session);
        create(session, temporary);
    }

    private void create(long session, DestinationName temporary) {
        broker.machine.createTemporary(session, Broker.REQUEST, temporary);
        broker.commit();
        broker.assertSucceeded(session, Broker.REQUEST, 0);
    }

    private void delete(long session, DestinationName temporary) {
        broker.machine.deleteTemporary(session, Broker.REQUEST, temporary);
        broker.commit();
    }

    private void send(long session, long key) {
        broker.send(session, 0, Messages.headers(key).destination(REPLIES));
        broker.commit();
    }
}
