// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.story;

import static io.mambamq.core.story.Broker.QUEUE;
import static io.mambamq.core.story.Broker.local;
import static io.mambamq.core.story.Broker.xa;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mambamq.core.ConsumerSource;
import io.mambamq.core.MachineConfig;
import io.mambamq.core.effect.Effect;
import io.mambamq.core.effect.Refused;
import io.mambamq.core.effect.SendRefused;
import io.mambamq.core.simulation.Messages;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.DeliveryRanges;
import io.mambamq.protocol.frame.SettleOutcome;
import io.mambamq.protocol.message.DestinationKind;
import io.mambamq.protocol.message.DestinationName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a client says wrong is answered, and changes nothing. */
class RefusalTest {
    private Broker broker = Broker.started();

    @Test
    void knowsNoSessionThatIsNotOpen() {
        DeliveryRanges one = DeliveryRanges.single(1);
        List<Runnable> inputs = List.of(
                () -> broker.machine.closeSession(9, 5),
                () -> broker.machine.restartSession(9, 5),
                () -> broker.send(9, 10),
                () -> broker.machine.attach(9, 5, 1, ConsumerSource.of(QUEUE)),
                () -> broker.machine.detach(9, 5, 1, false),
                () -> broker.machine.credit(9, 1, 1, 1),
                () -> broker.machine.drain(9, 1),
                () -> broker.machine.settle(9, 5, 0, SettleOutcome.ACCEPTED, one),
                () -> broker.machine.beginTransaction(9, 5, 1, local(1), false),
                () -> broker.machine.endTransaction(9, 1),
                () -> broker.machine.prepareTransaction(9, 5, xa(1)),
                () -> broker.machine.commitTransaction(9, 5, xa(1), true),
                () -> broker.machine.rollbackTransaction(9, 5, xa(1)),
                () -> broker.machine.completeHeuristically(9, 5, xa(1), true),
                () -> broker.machine.forgetTransaction(9, 5, xa(1)),
                () -> broker.machine.recoverTransactions(9, 5));
        for (Runnable input : inputs) {
            input.run();
            broker.assertRefused(ErrorCode.PROTOCOL_ERROR);
        }
        assertEquals(0, broker.log.outstanding());
    }

    @Test
    void knowsNoConsumerThatIsNotAttached() {
        broker.open(1);
        for (Runnable input : List.<Runnable>of(
                () -> broker.machine.detach(1, 5, 1, false),
                () -> broker.machine.credit(1, 1, 1, 1),
                () -> broker.machine.drain(1, 1))) {
            input.run();
            broker.assertRefused(ErrorCode.PROTOCOL_ERROR);
        }
    }

    @Test
    void aConsumerNumberIsUsedOnce() {
        broker.open(1);
        broker.attach(1, 1);

        broker.machine.attach(1, 5, 1, ConsumerSource.of(QUEUE));

        broker.assertRefused(ErrorCode.PROTOCOL_ERROR);
    }

    @Test
    void creditIsNotNegative() {
        broker.open(1);
        broker.attach(1, 1);

        broker.machine.credit(1, 1, -1, 10);

        broker.assertRefused(ErrorCode.PROTOCOL_ERROR);
    }

    @Test
    void settlesAllDeliveriesOrNone() {
        broker.open(1);
        broker.attachWithCredit(1, 1);
        broker.send(1, 10);
        broker.commit();
        broker.effects();

        broker.machine.settle(1, 5, 0, SettleOutcome.ACCEPTED, DeliveryRanges.range(1, Long.MAX_VALUE));
        broker.assertRefused(ErrorCode.PROTOCOL_ERROR);

        broker.accept(1, 1);
        broker.commit();
        assertEquals(0, broker.messageCount());
    }

    @Test
    void nothingIsSettledTwice() {
        broker.open(1);
        broker.attachWithCredit(1, 1);
        broker.send(1, 10);
        broker.commit();
        broker.accept(1, 1);
        broker.effects();

        broker.accept(1, 1);

        broker.assertRefused(ErrorCode.PROTOCOL_ERROR);
    }

    @Test
    void aTransactionGivesNothingBack() {
        broker.open(1);
        broker.attachWithCredit(1, 1);
        broker.send(1, 10);
        broker.commit();
        broker.begin(1, 1, local(1));
        broker.effects();

        broker.settle(1, 1, SettleOutcome.RETURNED, 1);

        broker.assertRefused(ErrorCode.PROTOCOL_ERROR);
    }

    @Test
    void aTransactionNumberStandsForSomething() {
        broker.open(1);

        broker.send(1, 3, Messages.headers(10).destination(QUEUE));
        broker.assertRefused(ErrorCode.TRANSACTION_UNKNOWN);
        broker.machine.endTransaction(1, 3);
        broker.assertRefused(ErrorCode.TRANSACTION_UNKNOWN);
    }

    @Test
    void aTransactionNumberIsUsedOnceAndPositive() {
        broker.open(1);
        broker.begin(1, 1, local(1));

        broker.machine.beginTransaction(1, 5, 1, local(2), false);
        broker.assertRefused(ErrorCode.PROTOCOL_ERROR);
        broker.machine.beginTransaction(1, 5, 0, local(2), false);
        broker.assertRefused(ErrorCode.PROTOCOL_ERROR);
    }

    @ParameterizedTest
    @EnumSource(
            value = DestinationKind.class,
            names = {"TEMPORARY_QUEUE", "TEMPORARY_TOPIC"})
    void aTemporaryDestinationThatNobodyCreatedIsRefused(DestinationKind kind) {
        DestinationName destination = new DestinationName(kind, "news");
        broker.open(1);

        broker.send(1, 0, Messages.headers(10).destination(destination));
        broker.assertRefused(ErrorCode.INVALID_DESTINATION);
        broker.machine.attach(1, 5, 1, ConsumerSource.of(destination));
        broker.assertRefused(ErrorCode.INVALID_DESTINATION);
    }

    @Test
    void aMalformedSelectorIsRefused() {
        broker.open(1);

        broker.machine.attach(1, 5, 1, new ConsumerSource(QUEUE, "a = ", false, null));

        broker.assertRefused(ErrorCode.INVALID_SELECTOR);
    }

    @Test
    void aProducerThatIgnoresItsCreditIsCutOff() {
        broker = Broker.started(new MachineConfig(10, 10, 10, 10, 10, 1_000, 10, 10, 50));
        broker.open(1);
        broker.send(1, 10);
        assertEquals(List.of(), broker.effects());

        broker.send(1, 11);

        broker.assertRefused(ErrorCode.PROTOCOL_ERROR);
    }

    @Test
    void refusedSendsGiveTheirCreditBack() {
        broker = Broker.started(new MachineConfig(10, 10, 10, 10, 10, 1_000, 10, 10, 500));
        broker.open(1);
        for (int i = 0; i < 100; i++) {
            broker.send(
                    1,
                    0,
                    Messages.headers(10).destination(new DestinationName(DestinationKind.TEMPORARY_TOPIC, "news")));
            broker.assertRefused(ErrorCode.INVALID_DESTINATION);
        }
    }

    @Test
    void everyLimitHolds() {
        broker = Broker.started(new MachineConfig(2, 1, 1, 1, 1, 1_000, 10, 10, 1_000));
        broker.open(1);
        broker.open(2);
        broker.machine.openSession(3, 3, 5);
        broker.assertRefused(ErrorCode.RESOURCE_LIMIT);

        broker.attach(1, 1);
        broker.machine.attach(1, 5, 2, ConsumerSource.of(QUEUE));
        broker.assertRefused(ErrorCode.RESOURCE_LIMIT);

        broker.machine.attach(2, 5, 1, ConsumerSource.of(DestinationName.queue("another")));
        broker.assertRefused(ErrorCode.RESOURCE_LIMIT);
        broker.send(2, 0, Messages.headers(10).destination(DestinationName.queue("another")));
        broker.assertRefused(ErrorCode.RESOURCE_LIMIT);

        broker.begin(1, 1, local(1));
        broker.machine.beginTransaction(1, 5, 2, local(2), false);
        broker.assertRefused(ErrorCode.RESOURCE_LIMIT);
        broker.machine.beginTransaction(2, 5, 1, local(3), false);
        broker.assertRefused(ErrorCode.RESOURCE_LIMIT);
    }

    @Test
    void unsettledDeliveriesAreLimitedWhateverTheCredit() {
        broker = Broker.started(new MachineConfig(10, 10, 10, 10, 10, 1_000, 10, 2, 10_000));
        broker.open(1);
        broker.attachWithCredit(1, 1);
        for (long key = 10; key < 14; key++) {
            broker.send(1, key);
        }
        broker.commit();
        assertEquals(List.of("10/1", "11/1"), broker.deliveries());

        broker.accept(1, 1);

        assertEquals(List.of("12/1"), broker.deliveries());
    }

    @Test
    void aRefusalIsToldEvenIfNobodyAskedForAnAnswer() {
        broker.open(1);

        broker.machine.beginTransaction(1, 0, 1, xa(1), true);

        List<Effect> effects = broker.effects();
        assertEquals(1, effects.size());
        assertEquals(0, ((Refused) effects.get(0)).request());
    }

    @Test
    void aRefusedSendNamesItself() {
        broker.open(1);

        long sequence = broker.send(
                1, 0, Messages.headers(10).destination(new DestinationName(DestinationKind.TEMPORARY_TOPIC, "news")));

        SendRefused refused = (SendRefused) broker.effects().get(0);
        assertEquals(sequence, refused.sequence());
        assertEquals(1, refused.session());
    }

    @Test
    void aLimitOfNothingIsAMistakeOfWhoConfigures() {
        assertThrows(IllegalArgumentException.class, () -> new MachineConfig(1, 1, 1, 1, 1, 1, 1, 0, 1));
    }
}
