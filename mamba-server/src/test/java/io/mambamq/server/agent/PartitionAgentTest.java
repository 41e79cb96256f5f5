// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.core.MachineConfig;
import io.mambamq.core.PartitionMachine;
import io.mambamq.core.command.Command;
import io.mambamq.core.command.CommandType;
import io.mambamq.journal.JournalException;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.Close;
import io.mambamq.protocol.frame.Connect;
import io.mambamq.protocol.frame.ConsumerAttach;
import io.mambamq.protocol.frame.Credit;
import io.mambamq.protocol.frame.Deliver;
import io.mambamq.protocol.frame.DeliveryRanges;
import io.mambamq.protocol.frame.Done;
import io.mambamq.protocol.frame.Drain;
import io.mambamq.protocol.frame.Drained;
import io.mambamq.protocol.frame.Failed;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.Preface;
import io.mambamq.protocol.frame.Send;
import io.mambamq.protocol.frame.SendCredit;
import io.mambamq.protocol.frame.SendFailed;
import io.mambamq.protocol.frame.Sent;
import io.mambamq.protocol.frame.SessionClose;
import io.mambamq.protocol.frame.SessionOpen;
import io.mambamq.protocol.frame.Settle;
import io.mambamq.protocol.frame.SettleOutcome;
import io.mambamq.protocol.message.DestinationKind;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.server.body.BodyStore;
import io.mambamq.server.client.ManualLog;
import io.mambamq.server.client.ManualLoop;
import io.mambamq.server.client.Messages;
import io.mambamq.server.client.RecordingTransport;
import io.mambamq.server.connection.Admission;
import io.mambamq.server.connection.BrokerIdentity;
import io.mambamq.server.connection.Connection;
import io.mambamq.server.connection.ConnectionLimits;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The agent without threads, disk and network: the test is all three. */
class PartitionAgentTest {
    private static final long NOW_MS = 1_000_000;
    private static final int CONNECTIONS_MAX = 3;
    private static final ConnectionLimits LIMITS = new ConnectionLimits(64 << 10, 1 << 20, 10_000, 2);

    private ManualLoop loop;
    private ManualLog log;
    private Life life;
    private PartitionAgent agent;

    @BeforeEach
    void start() {
        start(1 << 20);
    }

    private void start(long cacheBytesMax) {
        loop = new ManualLoop();
        log = new ManualLog();
        life = new Life();
        BodyStore bodies = new BodyStore(cacheBytesMax, log::tryRead, loop);
        agent = new PartitionAgent(
                loop,
                () -> NOW_MS,
                new Partition(new PartitionMachine(MachineConfig.DEFAULT, log), log, bodies),
                new Admission(
                        new BrokerIdentity(new UUID(1, 2), "test"),
                        LIMITS,
                        (login, answer) -> answer.accept(null),
                        CONNECTIONS_MAX),
                life);
        agent.start(List.of());
    }

    // ---- confirm

    @Test
    void nobodyIsLetInBeforeTheRestartIsDurable() {
        assertNull(agent.accept(new RecordingTransport()));
        assertFalse(life.ready);

        log.commit();

        assertTrue(life.ready);
        client();
    }

    @Test
    void aSendIsConfirmedWhenItIsDurableAndNotBefore() {
        RecordingTransport client = session();

        client.says(send(1));
        loop.run();
        assertEquals(List.of(), client.heard());

        log.commit();
        assertEquals(List.of(new Sent(1, 1, 1)), client.heard());
    }

    @Test
    void whatComesWhileABatchIsOnItsWayLeavesWithTheNext() {
        RecordingTransport client = session();
        client.says(send(1));
        loop.run();
        client.says(send(2));
        client.says(send(3));
        loop.run();
        // The queue's declaration and the first send.
        assertEquals(2, log.inFlight().size());

        log.commit();
        assertEquals(List.of(new Sent(1, 1, 1)), client.heard());
        assertEquals(2, log.inFlight().size());

        log.commit();
        assertEquals(List.of(new Sent(1, 2, 3)), client.heard());
    }

    @Test
    void framesThatArriveTogetherAreOneBatchAndOneFlush() {
        RecordingTransport client = session();
        int flushes = client.flushes;

        client.says(send(1), send(2), send(3));
        loop.run();
        log.commit();

        assertEquals(List.of(new Sent(1, 1, 3)), client.heard());
        assertEquals(flushes + 1, client.flushes);
    }

    @Test
    void aRefusedSendLiesInNoConfirmedRange() {
        RecordingTransport client = session();

        client.says(send(1));
        loop.run();
        client.says(new Send(
                1,
                2,
                0,
                true,
                Messages.text(
                        Messages.headers("q").destination(new DestinationName(DestinationKind.TEMPORARY_TOPIC, "t")),
                        "x")));
        loop.run();
        client.says(send(3));
        loop.run();
        log.commit();
        log.commit();

        List<Frame> heard = client.heard();
        assertEquals(2, assertInstanceOf(SendFailed.class, heard.get(0)).sequence());
        assertEquals(List.of(new Sent(1, 1, 1), new Sent(1, 3, 3)), heard.subList(1, heard.size()));
    }

    // ---- deliver

    @Test
    void aMessageIsDeliveredOnlyWhenItIsDurable() {
        RecordingTransport consumer = consumer(10);
        RecordingTransport producer = session();

        producer.says(send(1));
        loop.run();
        assertEquals(List.of(), consumer.heard());

        log.commit();
        assertEquals(List.of("1"), texts(consumer.heard()));
    }

    @Test
    void aLostConnectionsDeliveriesGoToTheNextConsumerAsRedelivered() {
        RecordingTransport first = consumer(10);
        RecordingTransport producer = session();
        producer.says(send(1), send(2));
        loop.run();
        log.commit();
        assertEquals(List.of("1", "2"), texts(first.heard()));

        first.isGone();
        RecordingTransport second = consumer(10);
        log.commit();

        List<Deliver> deliveries = deliveries(second.heard());
        assertEquals(
                List.of("1", "2"),
                deliveries.stream().map(d -> Messages.textOf(d.message())).toList());
        assertEquals(
                List.of(2, 2), deliveries.stream().map(Deliver::deliveryCount).toList());
    }

    @Test
    void nothingOvertakesAMessageThatIsReadBack() {
        start(0);
        RecordingTransport producer = session();
        producer.says(send(1), send(2));
        loop.run();
        log.commit();
        RecordingTransport consumer = consumer(10);
        consumer.says(new Drain(1, 1));
        loop.run();
        assertEquals(2, log.readsPending());
        assertEquals(List.of(), consumer.heard());

        log.finishRead();
        loop.run();
        assertEquals(List.of("1"), texts(consumer.heard()));
        log.finishRead();
        loop.run();

        List<Frame> heard = consumer.heard();
        assertEquals("2", Messages.textOf(((Deliver) heard.get(0)).message()));
        assertEquals(List.of(new Drained(1, 1)), heard.subList(1, heard.size()));
    }

    @Test
    void confirmationsDoNotWaitForAMessageThatIsReadBack() {
        start(0);
        RecordingTransport client = consumer(10);
        client.says(send(1));
        loop.run();
        log.commit();

        assertEquals(List.of(new Sent(1, 1, 1)), client.heard());
        log.finishRead();
        loop.run();
        assertEquals(List.of("1"), texts(client.heard()));
    }

    @Test
    void aMessageThatCannotBeReadHoldsUpNobodyElse() {
        start(0);
        RecordingTransport consumer = consumer(10);
        RecordingTransport producer = session();
        producer.says(send(1), send(2));
        loop.run();
        log.commit();

        log.failRead();
        log.finishRead();
        loop.run();

        assertEquals(List.of("2"), texts(consumer.heard()));
        assertNull(life.failure);
    }

    // ---- selectors

    @Test
    void aSelectiveConsumerReadsAheadAndGetsWhatMatchesInOrder() {
        start(0);
        sendTyped("red", "blue", "red");
        RecordingTransport consumer = selective("JMSType = 'red'");
        assertEquals(3, log.readsPending());

        finishReads();

        assertEquals(List.of("1", "3"), texts(consumer.heard()));
        assertNull(life.failure);
    }

    @Test
    void aMessageThatCannotBeReadHoldsUpNoSelectiveConsumer() {
        start(0);
        sendTyped("red", "red");
        RecordingTransport consumer = selective("JMSType = 'red'");

        log.failRead();
        finishReads();

        assertEquals(List.of("2"), texts(consumer.heard()));
        assertNull(life.failure);
    }

    @Test
    void aSelectiveConsumerThatLeavesWhileMessagesAreReadHarmsNobody() {
        start(0);
        sendTyped("red", "red");
        RecordingTransport consumer = selective("JMSType = 'red'");

        consumer.isGone();
        finishReads();

        assertEquals(List.of(), consumer.heard());
        assertNull(life.failure);
    }

    @Test
    void aMalformedSelectorIsRefusedAndTheSessionGoesOn() {
        RecordingTransport client = session();

        client.says(new ConsumerAttach(1, 2, 1, DestinationName.queue("q"), "a = = 1", false, null));
        loop.run();

        Failed failed = assertInstanceOf(Failed.class, client.heard().get(0));
        assertEquals(ErrorCode.INVALID_SELECTOR, failed.code());
        assertTrue(failed.text().contains("position 5"), failed.text());
        client.says(send(1));
        loop.run();
        log.commit();
        assertEquals(List.of(new Sent(1, 1, 1)), client.heard());
    }

    private void sendTyped(String... types) {
        RecordingTransport producer = session();
        for (int i = 0; i < types.length; i++) {
            EncodedMessage message = Messages.text(Messages.headers("q").type(types[i]), Integer.toString(i + 1));
            producer.says(new Send(1, i + 1, 0, true, message));
        }
        loop.run();
        log.commit();
    }

    private RecordingTransport selective(String selector) {
        RecordingTransport client = session();
        client.says(new ConsumerAttach(1, 2, 1, DestinationName.queue("q"), selector, false, null));
        client.says(new Credit(1, 1, 10, 1 << 20));
        loop.run();
        assertEquals(List.of(new Done(1, 2, 0)), client.heard());
        return client;
    }

    private void finishReads() {
        while (log.readsPending() > 0) {
            log.finishRead();
            loop.run();
        }
    }

    @Test
    void aMessageThatIsReadBackForAClientThatLeftIsDropped() {
        start(0);
        RecordingTransport consumer = consumer(10);
        RecordingTransport producer = session();
        producer.says(send(1));
        loop.run();
        log.commit();
        assertEquals(1, log.readsPending());

        consumer.isGone();
        log.finishRead();
        loop.run();

        assertEquals(List.of(), consumer.heard());
        assertNull(life.failure);
    }

    @Test
    void anAcknowledgementThatWantsNoAnswerLeavesWithTheNextSend() {
        RecordingTransport consumer = consumer(10);
        RecordingTransport producer = session();
        producer.says(send(1));
        loop.run();
        log.commit();
        long delivery = deliveries(consumer.heard()).get(0).delivery();

        consumer.says(new Settle(1, 0, 0, SettleOutcome.ACCEPTED, DeliveryRanges.single(delivery)));
        loop.run();
        assertEquals(List.of(), log.inFlight());

        producer.says(send(2));
        loop.run();
        assertEquals(2, log.inFlight().size());
    }

    @Test
    void anAcknowledgementThatFindsNoCompanyLeavesByItself() {
        RecordingTransport consumer = consumer(10);
        consumer.says(send(1));
        loop.run();
        log.commit();
        long delivery = deliveries(consumer.heard()).get(0).delivery();
        consumer.says(new Settle(1, 0, 0, SettleOutcome.ACCEPTED, DeliveryRanges.single(delivery)));
        loop.run();

        loop.tick();

        assertEquals(1, log.inFlight().size());
    }

    // ---- clients that connect again

    @Test
    @DisplayName("what a client that comes and goes proposes waits for company, and its answers do not wait for it")
    void comingAndGoing() {
        log.commit();
        RecordingTransport client = secretClient();
        client.says(new SessionOpen(1, 1, 5));
        loop.run();
        assertEquals(new Done(1, 1, 0), client.heard().get(0));
        assertEquals(List.of(), log.inFlight(), "nobody waits for the client to be known");

        client.says(send(1));
        loop.run();
        assertEquals(
                List.of(
                        CommandType.REMEMBER_CLIENT,
                        CommandType.DECLARE_DESTINATION,
                        CommandType.OPEN_LEDGER,
                        CommandType.SEND),
                log.inFlight().stream().map(Command::type).toList());
        log.commit();
        assertEquals(List.of(new Sent(1, 1, 1)), client.heard());

        client.says(new SessionClose(1, 2));
        loop.run();
        assertEquals(List.of(new Done(1, 2, 0)), client.heard());
        assertEquals(List.of(), log.inFlight(), "nobody waits for the ledger to end");
    }

    @Test
    @DisplayName("the answer to a session that is opened again waits for what the lost connection had proposed")
    void openedAgain() {
        log.commit();
        RecordingTransport older = secretClient();
        older.says(new SessionOpen(1, 1, 5), send(1));
        loop.run();

        RecordingTransport newer = secretClient();
        newer.says(new SessionOpen(1, 1, 5));
        loop.run();
        assertClosed(older, ErrorCode.CONNECTION_REPLACED);
        assertEquals(List.of(), newer.heard());

        log.commit();
        assertEquals(
                List.of(new Sent(1, 1, 1), new Done(1, 1, 1)), newer.heard().subList(0, 2));
    }

    private RecordingTransport secretClient() {
        RecordingTransport transport = new RecordingTransport();
        transport.carry(agent.accept(transport));
        transport.says(Preface.bytes());
        transport.says(new Connect(1, 2, 3, 4, 0, 1 << 20, 0, null, null, null, "test"));
        loop.run();
        transport.heard();
        return transport;
    }

    // ---- sessions

    @Test
    void aSessionsNumberIsFreeAgainAfterItsLastAnswer() {
        RecordingTransport client = session();

        client.says(new SessionClose(1, 7));
        loop.run();
        assertEquals(List.of(new Done(1, 7, 0)), client.heard());
        client.says(new SessionOpen(1, 8, 0));
        loop.run();

        assertEquals(new Done(1, 8, 0), client.heard().get(0));
    }

    @Test
    void aSessionThatIsClosingTakesNoMoreFrames() {
        RecordingTransport client = session();
        client.says(send(1));

        client.says(new SessionClose(1, 7), new Credit(1, 1, 1, 1));
        loop.run();

        assertClosed(client, ErrorCode.PROTOCOL_ERROR);
    }

    @Test
    void aNumberInUseCannotBeOpened() {
        RecordingTransport client = session();

        client.says(new SessionOpen(1, 2, 0));
        loop.run();

        assertClosed(client, ErrorCode.PROTOCOL_ERROR);
    }

    @Test
    void aConnectionHasOnlySoManySessions() {
        RecordingTransport client = session();
        client.says(new SessionOpen(2, 2, 0), new SessionOpen(3, 3, 0));
        loop.run();

        Failed refusal = (Failed) client.heard().stream()
                .filter(Failed.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertEquals(3, refusal.session());
        assertEquals(ErrorCode.RESOURCE_LIMIT, refusal.code());
    }

    @Test
    void thereAreOnlySoManyConnections() {
        log.commit();
        for (int i = 0; i < CONNECTIONS_MAX; i++) {
            client();
        }

        assertNull(agent.accept(new RecordingTransport()));
    }

    @Test
    void whoBreaksTheRulesHarmsNobodyElse() {
        RecordingTransport consumer = consumer(10);
        RecordingTransport producer = session();
        RecordingTransport villain = session();

        producer.says(send(1));
        villain.says(new Settle(1, 0, 0, SettleOutcome.ACCEPTED, DeliveryRanges.single(99)));
        villain.says(new Credit(1, 77, 1, 1));
        loop.run();
        log.commit();

        assertClosed(villain, ErrorCode.PROTOCOL_ERROR);
        assertEquals(List.of(new Sent(1, 1, 1)), producer.heard());
        assertEquals(List.of("1"), texts(consumer.heard()));
    }

    @Test
    void aServersFrameFromAClientIsAMistake() {
        RecordingTransport client = session();

        client.says(new SendCredit(1, 5));
        loop.run();

        assertClosed(client, ErrorCode.PROTOCOL_ERROR);
    }

    // ---- back-pressure

    @Test
    void clientsAreNotReadWhileTheLogIsFarBehind() {
        RecordingTransport client = session();
        log.bytesPerProposal = 20 << 20;

        client.says(send(1), send(2));
        loop.run();
        assertFalse(client.reading);

        log.commit();
        assertTrue(client.reading);
    }

    @Test
    void withoutSpaceSendsAreRefusedAndTheRestGoesOn() {
        RecordingTransport consumer = consumer(10);
        RecordingTransport producer = session();
        producer.says(send(1));
        loop.run();
        log.commit();
        Deliver delivery = deliveries(consumer.heard()).get(0);
        producer.heard();

        log.space(false);
        producer.says(send(2));
        consumer.says(new Settle(1, 5, 0, SettleOutcome.ACCEPTED, DeliveryRanges.single(delivery.delivery())));
        loop.run();
        assertEquals(
                ErrorCode.RESOURCE_LIMIT,
                assertInstanceOf(SendFailed.class, producer.heard().get(0)).code());

        log.space(true);
        log.commit();
        assertEquals(List.of(new Done(1, 5, 0)), consumer.heard());
        producer.says(send(3));
        loop.run();
        log.commit();
        assertEquals(List.of(new Sent(1, 3, 3)), producer.heard());
    }

    // ---- the end

    @Test
    void closingConfirmsWhatWasSentAndThenTellsTheClients() {
        RecordingTransport client = session();
        client.says(send(1));
        loop.run();

        agent.shutDown();
        loop.run();
        assertFalse(client.reading);
        assertEquals(List.of(), client.heard());
        assertNull(agent.accept(new RecordingTransport()));

        log.commit();
        loop.run();
        List<Frame> heard = client.heard();
        assertEquals(new Sent(1, 1, 1), heard.get(0));
        assertEquals(
                ErrorCode.SHUTTING_DOWN,
                assertInstanceOf(Close.class, heard.get(1)).code());
        assertFalse(life.quiet);

        client.isGone();
        loop.run();
        assertTrue(life.quiet);
    }

    @Test
    void aFailedLogConfirmsNothingAndEndsEveryConnection() {
        RecordingTransport producer = session();
        RecordingTransport idle = session();
        producer.says(send(1));
        loop.run();
        JournalException cause = new JournalException(JournalException.Kind.IO, "the disk is gone");

        log.fail(cause);
        loop.run();

        assertClosed(producer, ErrorCode.LOG_FAILED);
        assertClosed(idle, ErrorCode.LOG_FAILED);
        assertSame(cause, life.failure);
        assertNull(agent.accept(new RecordingTransport()));
    }

    @Test
    void aDefectStopsTheBroker() {
        RecordingTransport client = session();
        log.defect = new IllegalStateException("a bug, for the test");

        client.says(send(1));
        loop.run();

        assertClosed(client, ErrorCode.INTERNAL_ERROR);
        assertSame(log.defect, life.failure);
    }

    // ---- the cast

    private RecordingTransport client() {
        RecordingTransport transport = new RecordingTransport();
        Connection connection = agent.accept(transport);
        transport.carry(connection);
        transport.connect();
        loop.run();
        transport.heard();
        return transport;
    }

    private RecordingTransport session() {
        if (!life.ready) {
            log.commit();
        }
        RecordingTransport client = client();
        client.says(new SessionOpen(1, 1, 0));
        loop.run();
        assertEquals(new Done(1, 1, 0), client.heard().get(0));
        return client;
    }

    private RecordingTransport consumer(int credit) {
        RecordingTransport client = session();
        client.says(new ConsumerAttach(1, 2, 1, DestinationName.queue("q"), null, false, null));
        loop.run();
        if (!log.isIdle()) {
            log.commit();
        }
        assertEquals(List.of(new Done(1, 2, 0)), client.heard());
        client.says(new Credit(1, 1, credit, 1 << 20));
        loop.run();
        return client;
    }

    private static Send send(long sequence) {
        EncodedMessage message = Messages.text("q", Long.toString(sequence));
        return new Send(1, sequence, 0, true, message);
    }

    private static List<Deliver> deliveries(List<Frame> frames) {
        return frames.stream()
                .filter(Deliver.class::isInstance)
                .map(Deliver.class::cast)
                .toList();
    }

    private static List<String> texts(List<Frame> frames) {
        return deliveries(frames).stream()
                .map(delivery -> Messages.textOf(delivery.message()))
                .toList();
    }

    private static void assertClosed(RecordingTransport client, ErrorCode code) {
        List<Frame> heard = client.heard();
        assertFalse(heard.isEmpty(), "it was told nothing");
        Close close = assertInstanceOf(Close.class, heard.get(heard.size() - 1));
        assertEquals(code, close.code(), close.text());
        assertTrue(client.outputClosed);
    }

    private static final class Life implements AgentListener {
        private boolean ready;
        private boolean quiet;
        private Throwable failure;

        @Override
        public void onReady() {
            ready = true;
        }

        @Override
        public void onFailure(Throwable cause) {
            failure = cause;
        }

        @Override
        public void onQuiet() {
            quiet = true;
        }
    }
}
