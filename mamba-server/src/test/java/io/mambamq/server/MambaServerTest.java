// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.Close;
import io.mambamq.protocol.frame.Connected;
import io.mambamq.protocol.frame.Deliver;
import io.mambamq.protocol.frame.Send;
import io.mambamq.protocol.frame.SettleOutcome;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.message.MessageHeaders;
import io.mambamq.protocol.transaction.TransactionId;
import io.mambamq.server.client.FaultyDisk;
import io.mambamq.server.client.FrameClient;
import io.mambamq.server.client.LogWatch;
import io.mambamq.server.client.Messages;
import io.mambamq.server.client.SessionClient;
import io.mambamq.server.client.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole server, with real threads, files and sockets. */
@Timeout(120)
class MambaServerTest {
    private static final TransactionId LOCAL = new TransactionId.Local(1, 2, 3);
    private static final TransactionId BRANCH = new TransactionId.Xa(1, new byte[] {1}, new byte[] {2});

    /** How a client gets to the server. */
    enum Way {
        SOCKET {
            @Override
            FrameClient connect(MambaServer server) throws IOException {
                return FrameClient.connected(server.port());
            }
        },
        IN_VM {
            @Override
            FrameClient connect(MambaServer server) throws IOException {
                return FrameClient.connected(server.connectInVm());
            }
        };

        abstract FrameClient connect(MambaServer server) throws IOException;
    }

    @TempDir
    Path directory;

    // ---- messages

    @ParameterizedTest
    @EnumSource(Way.class)
    void messagesGoFromASenderToAConsumerInOrder(Way way) throws Exception {
        try (MambaServer server = TestServer.start(directory);
                FrameClient sender = way.connect(server);
                FrameClient receiver = way.connect(server)) {
            SessionClient producer = SessionClient.open(sender);
            SessionClient consumer = SessionClient.open(receiver);
            consumer.attach("orders");
            consumer.credit(100);

            for (int i = 0; i < 100; i++) {
                producer.send(Messages.text("orders", "order " + i));
                Deliver delivery = consumer.receive();
                assertEquals("order " + i, Messages.textOf(delivery.message()));
                assertEquals(1, delivery.deliveryCount());
                consumer.settle(SettleOutcome.ACCEPTED, delivery);
            }
            consumer.close();
            consumer = SessionClient.open(receiver);
            consumer.attach("orders");
            assertEquals(List.of(), consumer.receiveAll());
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void largeMessagesGoThroughBoundedBuffers(Way way) throws Exception {
        try (MambaServer server = TestServer.start(directory);
                FrameClient client = way.connect(server)) {
            SessionClient session = SessionClient.open(client);
            session.attach("large");
            for (int bodyBytes : new int[] {100_000, 900_000, 3_000_000}) {
                session.send(Messages.ofSize("large", bodyBytes));
            }

            List<String> texts = session.receiveAllTexts();

            assertEquals(
                    List.of(100_000, 900_000, 3_000_000),
                    texts.stream().map(String::length).toList());
        }
    }

    @Test
    void manyMessagesBeyondTheCacheComeBackFromTheJournalInOrder() throws Exception {
        ServerConfig config = TestServer.config(directory).cacheBytesMax(10_000).build();
        try (MambaServer server = MambaServer.start(config);
                FrameClient client = FrameClient.connected(server.port())) {
            SessionClient session = SessionClient.open(client);
            session.attach("q");
            List<String> sent =
                    IntStream.range(0, 200).mapToObj(i -> "message " + i).toList();
            for (String text : sent) {
                session.send(Messages.text("q", text));
            }

            assertEquals(sent, session.receiveAllTexts());
        }
    }

    @Test
    void sessionsOnOneConnectionAreIndependent() throws Exception {
        try (MambaServer server = TestServer.start(directory);
                FrameClient client = FrameClient.connected(server.port())) {
            SessionClient first = SessionClient.open(client, 1);
            SessionClient second = SessionClient.open(client, 2);
            first.attach("a");
            second.attach("b");
            first.send(Messages.text("b", "to b"));
            second.send(Messages.text("a", "to a"));

            assertEquals(List.of("to a"), first.receiveAllTexts());
            first.close();
            assertEquals(List.of("to b"), second.receiveAllTexts());
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aLostConnectionReturnsItsDeliveries(Way way) throws Exception {
        try (MambaServer server = TestServer.start(directory);
                FrameClient other = way.connect(server)) {
            SessionClient survivor = SessionClient.open(other);
            survivor.attach("q");
            survivor.send(Messages.text("q", "precious"));
            FrameClient lost = way.connect(server);
            SessionClient consumer = SessionClient.open(lost);
            consumer.attach("q");
            consumer.credit(1);
            assertEquals(1, consumer.receive().deliveryCount());

            survivor.credit(1);
            lost.close();

            assertEquals(2, survivor.receive().deliveryCount());
        }
    }

    @Test
    void whatIsReturnedComesAgainInItsOldPlace() throws Exception {
        try (MambaServer server = TestServer.start(directory);
                FrameClient client = FrameClient.connected(server.port())) {
            SessionClient session = SessionClient.open(client);
            session.attach("q");
            session.send(Messages.text("q", "first"));
            session.send(Messages.text("q", "second"));
            List<Deliver> seen = session.receiveAll();
            session.settle(SettleOutcome.RETURNED, seen.get(0));
            session.settle(SettleOutcome.RELEASED, seen.get(1));

            List<Deliver> again = session.receiveAll();

            assertEquals(
                    List.of(2, 1), again.stream().map(Deliver::deliveryCount).toList());
            assertEquals("first", Messages.textOf(again.get(0).message()));
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whoTalksNonsenseIsToldWhyAndHarmsNobody(Way way) throws Exception {
        try (MambaServer server = TestServer.start(directory);
                FrameClient good = way.connect(server);
                FrameClient bad = way.connect(server)) {
            SessionClient session = SessionClient.open(good);

            // The nonsense goes on after the mistake: the answer must get through all the same.
            byte[] nonsense = new byte[100_000];
            Arrays.fill(nonsense, (byte) 0x55);
            bad.write(nonsense);

            assertEquals(ErrorCode.PROTOCOL_ERROR, bad.expect(Close.class).code());
            bad.expectEnd();
            session.send(Messages.text("q", "still here"));
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aMalformedMessageEndsItsConnection(Way way) throws Exception {
        try (MambaServer server = TestServer.start(directory);
                FrameClient client = way.connect(server)) {
            SessionClient.open(client);
            byte[] broken = new byte[200];

            client.send(new Send(1, 1, 0, true, EncodedMessage.ofTrusted(broken, 0, broken.length)));

            assertEquals(ErrorCode.MALFORMED_MESSAGE, client.expect(Close.class).code());
        }
    }

    // ---- transactions

    @Test
    void aTransactionHappensAsAWholeOrNotAtAll() throws Exception {
        try (MambaServer server = TestServer.start(directory);
                FrameClient client = FrameClient.connected(server.port())) {
            SessionClient session = SessionClient.open(client);
            session.attach("q");
            session.begin(1, LOCAL);
            session.sendInTransaction(1, Messages.text("q", "rolled back"));
            session.rollBack(LOCAL);
            assertEquals(List.of(), session.receiveAll());

            TransactionId next = new TransactionId.Local(1, 2, 4);
            session.begin(2, next);
            session.sendInTransaction(2, Messages.text("q", "committed"));
            assertEquals(List.of(), session.receiveAll());
            session.commit(next, true);
            assertEquals(List.of("committed"), session.receiveAllTexts());
        }
    }

    @Test
    void aPreparedBranchSurvivesARestartAndIsCommittedByAnyone() throws Exception {
        try (MambaServer server = TestServer.start(directory);
                FrameClient client = FrameClient.connected(server.port())) {
            SessionClient session = SessionClient.open(client);
            session.begin(1, BRANCH);
            session.sendInTransaction(1, Messages.text("q", "in doubt"));
            session.prepare(BRANCH);
        }
        try (MambaServer server = TestServer.start(directory);
                FrameClient client = FrameClient.connected(server.port())) {
            SessionClient session = SessionClient.open(client);
            session.attach("q");
            assertEquals(List.of(), session.receiveAll());
            session.commit(BRANCH, false);
            assertEquals(List.of("in doubt"), session.receiveAllTexts());
        }
    }

    // ---- restart

    @Test
    void aRestartKeepsWhatWasConfirmedAndTheBrokersId() throws Exception {
        UUID brokerId;
        try (MambaServer server = TestServer.start(directory);
                FrameClient client = FrameClient.connected(server.port())) {
            brokerId = server.brokerId();
            SessionClient session = SessionClient.open(client);
            session.attach("q");
            for (int i = 0; i < 10; i++) {
                session.send(Messages.text("q", "message " + i));
            }
            session.send(nonPersistent("gone with the restart"));
            session.credit(1);
            session.settle(SettleOutcome.ACCEPTED, session.receive());
        }
        try (MambaServer server = TestServer.start(directory);
                FrameClient client = FrameClient.open(server.port())) {
            Connected connected = client.connect();
            assertEquals(brokerId, new UUID(connected.brokerHigh(), connected.brokerLow()));
            SessionClient session = SessionClient.open(client);
            session.attach("q");

            List<Deliver> survivors = session.receiveAll();

            assertEquals(
                    IntStream.range(1, 10).mapToObj(i -> "message " + i).toList(),
                    survivors.stream().map(d -> Messages.textOf(d.message())).toList());
            assertEquals(2, survivors.get(0).deliveryCount());
        }
    }

    @Test
    void anotherDirectoryIsAnotherBroker() throws Exception {
        try (MambaServer one = TestServer.start(directory.resolve("one"));
                MambaServer two = TestServer.start(directory.resolve("two"))) {
            assertNotEquals(one.brokerId(), two.brokerId());
        }
    }

    // ---- the end

    @ParameterizedTest
    @EnumSource(Way.class)
    void closingTellsTheClientsAndComesOnceHoweverOften(Way way) throws Exception {
        MambaServer server = TestServer.start(directory);
        try (FrameClient client = way.connect(server)) {
            Thread closing = new Thread(server::close);
            closing.start();

            assertEquals(ErrorCode.SHUTTING_DOWN, client.expect(Close.class).code());
            client.expectEnd();
            closing.join();
            server.close();
            server.ended().toCompletableFuture().join();
            assertThrows(IOException.class, server::connectInVm);
        }
        TestServer.start(directory).close();
    }

    @Test
    void aClientThatNeverClosesDoesNotKeepTheServer() throws Exception {
        MambaServer server = TestServer.start(directory);
        try (FrameClient silent = FrameClient.open(server.port());
                FrameClient stubborn = FrameClient.connected(server.connectInVm())) {
            server.close();

            assertEquals(ErrorCode.SHUTTING_DOWN, stubborn.expect(Close.class).code());
            silent.expectEnd();
        }
    }

    @Test
    void withoutAListenerThereAreOnlyConnectionsWithinTheJvm() throws Exception {
        ServerConfig config = TestServer.config(directory).withoutListener().build();
        try (MambaServer server = MambaServer.start(config);
                FrameClient client = FrameClient.connected(server.connectInVm())) {
            SessionClient.open(client).send(Messages.text("q", "hello"));

            assertThrows(IllegalStateException.class, server::port);
        }
    }

    // ---- the disk

    @Test
    void aFailedDiskConfirmsNothingAndEndsTheServer() throws Exception {
        FaultyDisk disk = new FaultyDisk();
        try (MambaServer server =
                        MambaServer.start(TestServer.config(directory).io(disk).build());
                FrameClient client = FrameClient.connected(server.port())) {
            SessionClient session = SessionClient.open(client);
            session.send(Messages.text("q", "confirmed"));

            disk.syncFails = true;
            client.send(new Send(1, 2, 0, true, Messages.text("q", "never confirmed")));

            assertEquals(ErrorCode.LOG_FAILED, client.expect(Close.class).code());
            CompletionException failure = assertThrows(
                    CompletionException.class,
                    () -> server.ended().toCompletableFuture().join());
            assertEquals(ServerFailedException.Reason.JOURNAL, ((ServerFailedException) failure.getCause()).reason());
            assertThrows(IOException.class, () -> FrameClient.connected(server.port()));
            // Whoever waits for the end may close the server at once.
            server.ended()
                    .exceptionally(cause -> closed(server))
                    .toCompletableFuture()
                    .join();
        }
        try (MambaServer server = TestServer.start(directory);
                FrameClient client = FrameClient.connected(server.port())) {
            SessionClient session = SessionClient.open(client);
            session.attach("q");
            assertEquals("confirmed", session.receiveAllTexts().get(0));
        }
    }

    private static Void closed(MambaServer server) {
        server.close();
        return null;
    }

    @Test
    void aFullDiskRefusesSendsUntilThereIsSpaceAgain() throws Exception {
        FaultyDisk disk = new FaultyDisk();
        LogWatch logWatch = new LogWatch();
        try (MambaServer server =
                        MambaServer.start(TestServer.config(directory).io(disk).build());
                FrameClient client = FrameClient.connected(server.port())) {
            SessionClient session = SessionClient.open(client);
            AtomicBoolean enough = new AtomicBoolean();
            disk.full = true;
            Thread filling = new Thread(() -> fill(server, enough));
            filling.start();
            logWatch.await("MAMBA000206");

            assertEquals(
                    ErrorCode.RESOURCE_LIMIT,
                    session.sendRefused(Messages.text("q", "no room")).code());

            enough.set(true);
            disk.full = false;
            filling.join();
            logWatch.await("MAMBA000207");
            session.send(Messages.text("q", "room again"));
        } finally {
            logWatch.close();
        }
    }

    /** Sends until told that it is enough, each when the one before is durable or refused. */
    private static void fill(MambaServer server, AtomicBoolean enough) {
        try (FrameClient client = FrameClient.connected(server.port())) {
            SessionClient session = SessionClient.open(client);
            while (!enough.get()) {
                session.trySend(Messages.ofSize("filled", 100_000));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EncodedMessage nonPersistent(String text) {
        MessageHeaders headers = Messages.headers("q").persistent(false);
        return Messages.text(headers, text);
    }
}
