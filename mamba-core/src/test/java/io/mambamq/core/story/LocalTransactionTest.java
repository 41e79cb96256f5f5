// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.story;

import static io.mambamq.core.story.Broker.QUEUE;
import static io.mambamq.core.story.Broker.local;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mambamq.core.MachineConfig;
import io.mambamq.core.simulation.Messages;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.SettleOutcome;
import io.mambamq.protocol.message.DestinationKind;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.MessageHeaders;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("M-62 local transactions")
class LocalTransactionTest {
    private Broker broker = Broker.started();

    @BeforeEach
    void aTransactedSessionAndAConsumer() {
        prepareSessions();
    }

    private void prepareSessions() {
        broker.open(1);
        broker.open(2);
        broker.attachWithCredit(2, 1);
        broker.begin(1, 1, local(1));
    }

    private static MessageHeaders message(long key) {
        return Messages.headers(key).destination(QUEUE);
    }

    @Test
    void nobodySeesAMessageBeforeTheCommit() {
        broker.send(1, 1, message(10));
        broker.send(1, 1, message(11));
        broker.commit();
        assertEquals(List.of(), broker.effects(), "neither delivered nor confirmed");

        broker.machine.commitTransaction(1, 5, local(1), true);
        broker.commit();

        assertEquals(List.of("10/1", "11/1"), broker.deliveries());
    }

    @Test
    void theCommitIsAnsweredWhenItIsDurable() {
        broker.send(1, 1, message(10));
        broker.machine.detach(2, 0, 1, false);
        broker.commit();
        broker.machine.commitTransaction(1, 5, local(1), true);
        assertEquals(List.of(), broker.effects());

        broker.commit();

        broker.assertSucceeded(1, 5, 0);
    }

    @Test
    void rollbackLeavesNothingOfWhatWasSent() {
        broker.send(1, 1, message(10));
        broker.machine.rollbackTransaction(1, 5, local(1));
        broker.commit();

        broker.assertSucceeded(1, 5, 0);
        assertEquals(0, broker.messageCount());
    }

    @Test
    void whatWasAcceptedLeavesWithTheCommit() {
        deliverToTransaction();

        broker.machine.commitTransaction(1, 5, local(1), true);
        broker.commit();

        broker.assertSucceeded(1, 5, 0);
        assertEquals(1, broker.messageCount(), "the one that was not accepted");
    }

    @Test
    void whatWasAcceptedIsBackInItsPlaceAfterARollbackAndCounted() {
        deliverToTransaction();
        broker.machine.rollbackTransaction(1, 5, local(1));
        broker.machine.restartSession(1, 6);
        broker.commit();
        broker.effects();

        broker.machine.credit(1, 9, 10, 10_000);

        assertEquals(List.of("20/2", "21/1"), broker.deliveries());
    }

    /** Messages 20 and 21 are delivered to session 1, which accepts 20 in its transaction. */
    private void deliverToTransaction() {
        broker.machine.detach(2, 0, 1, false);
        broker.attachWithCredit(1, 9);
        broker.send(2, 20);
        broker.send(2, 21);
        broker.commit();
        broker.settle(1, 1, SettleOutcome.ACCEPTED, 1);
        broker.effects();
    }

    @Test
    void theNumberIsFreeAgainAfterTheCommit() {
        broker.machine.commitTransaction(1, 5, local(1), true);
        broker.assertSucceeded(1, 5, 0);

        broker.machine.beginTransaction(1, 6, 1, local(2), false);

        broker.assertSucceeded(1, 6, 0);
    }

    @Test
    void aSecondCommitFindsNothing() {
        broker.machine.commitTransaction(1, 5, local(1), true);
        broker.effects();

        broker.machine.commitTransaction(1, 6, local(1), true);

        broker.assertRefused(ErrorCode.TRANSACTION_UNKNOWN);
    }

    @Test
    void anotherConnectionCannotDecideOverIt() {
        broker.machine.commitTransaction(2, 5, local(1), true);

        broker.assertRefused(ErrorCode.TRANSACTION_UNKNOWN);
    }

    @Test
    void aLocalTransactionIsNotPrepared() {
        broker.send(1, 1, message(10));

        broker.machine.prepareTransaction(1, 5, local(1));

        broker.assertRefused(ErrorCode.TRANSACTION_STATE);
    }

    @Test
    @DisplayName("M-55: closing the session rolls its transaction back")
    void closeRollsBack() {
        broker.send(1, 1, message(10));
        broker.machine.closeSession(1, 5);
        broker.commit();

        broker.assertSucceeded(1, 5, 0);
        assertEquals(0, broker.messageCount());
    }

    @Test
    void aLostConnectionRollsBack() {
        broker.send(1, 1, message(10));
        broker.machine.loseConnection(1);
        broker.commit();

        assertEquals(List.of(), broker.effects());
        assertEquals(0, broker.messageCount());
    }

    @Test
    void aRestartRollsBack() {
        broker.send(1, 1, message(10));
        broker.commit();

        broker.crashAndRestart();

        broker.open(3);
        broker.attachWithCredit(3, 1);
        assertEquals(List.of(), broker.deliveries());
        broker.machine.beginTransaction(3, 5, 1, local(1), false);
        broker.assertSucceeded(3, 5, 0);
    }

    @Test
    @DisplayName("a refused send leaves a transaction that can only be rolled back")
    void aRefusedSendSpoilsTheTransaction() {
        broker.send(1, 1, message(10));
        broker.send(
                1, 1, Messages.headers(11).destination(new DestinationName(DestinationKind.TEMPORARY_TOPIC, "news")));
        broker.assertRefused(ErrorCode.INVALID_DESTINATION);

        broker.machine.commitTransaction(1, 5, local(1), true);
        broker.commit();

        broker.assertRefused(ErrorCode.TRANSACTION_ROLLED_BACK);
        assertEquals(0, broker.messageCount());
    }

    @Test
    void stagesNoMoreThanItMay() {
        broker = Broker.started(new MachineConfig(10, 10, 10, 10, 10, 250, 10, 10, 1 << 20));
        prepareSessions();
        broker.send(1, 1, message(10));
        broker.send(1, 1, message(11));
        assertEquals(List.of(), broker.effects());

        broker.send(1, 1, message(12));

        broker.assertRefused(ErrorCode.RESOURCE_LIMIT);
    }

    @Test
    void settlesNoMoreThanItMay() {
        broker = Broker.started(new MachineConfig(10, 10, 10, 10, 10, 1_000, 1, 10, 1 << 20));
        prepareSessions();
        deliverToTransaction();

        broker.settle(1, 1, SettleOutcome.ACCEPTED, 2);

        broker.assertRefused(ErrorCode.RESOURCE_LIMIT);
        broker.machine.detach(1, 0, 9, false);
        broker.machine.commitTransaction(1, 5, local(1), true);
        broker.commit();
        broker.assertRefused(ErrorCode.TRANSACTION_ROLLED_BACK);
    }
}
