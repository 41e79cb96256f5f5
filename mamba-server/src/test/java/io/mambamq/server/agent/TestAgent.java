// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.core.MachineConfig;
import io.mambamq.core.PartitionMachine;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.Close;
import io.mambamq.protocol.frame.ConsumerAttach;
import io.mambamq.protocol.frame.Credit;
import io.mambamq.protocol.frame.Deliver;
import io.mambamq.protocol.frame.Done;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.Send;
import io.mambamq.protocol.frame.SessionOpen;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.server.body.BodyStore;
import io.mambamq.server.client.ManualLog;
import io.mambamq.server.client.ManualLoop;
import io.mambamq.server.client.Messages;
import io.mambamq.server.client.RecordingTransport;
import io.mambamq.server.client.ResumableClient;
import io.mambamq.server.connection.Admission;
import io.mambamq.server.connection.BrokerIdentity;
import io.mambamq.server.connection.Connection;
import io.mambamq.server.connection.ConnectionLimits;
import java.util.List;
import java.util.UUID;

/** A running agent without threads, disk and network, and the clients of a test. */
final class TestAgent implements AgentListener {
    static final int CONNECTIONS_MAX = 3;
    private static final ConnectionLimits LIMITS = new ConnectionLimits(64 << 10, 2 << 20, 10_000, 2);
    private static final Credit PLENTY = new Credit(1, 1, 1_000, 1L << 40);

    final ManualLoop loop = new ManualLoop();
    final ManualLog log = new ManualLog();
    final PartitionAgent agent;
    long nowMs = 1_000_000;
    boolean ready;
    boolean quiet;

    /** Whether the test makes the agent fail; in any other a failure fails the test. */
    boolean mayFail;

    Throwable failure;
    private long secrets;

    /** One that lets clients in. */
    TestAgent() {
        this(64 << 20);
        run();
    }

    private TestAgent(long cacheBytesMax) {
        BodyStore bodies = new BodyStore(cacheBytesMax, log::tryRead, loop);
        agent = new PartitionAgent(
                loop,
                () -> nowMs,
                new Partition(new PartitionMachine(MachineConfig.DEFAULT, log), log, bodies),
                new Admission(
                        new BrokerIdentity(new UUID(1, 2), "test"),
                        LIMITS,
                        (login, answer) -> answer.accept(null),
                        CONNECTIONS_MAX),
                this);
        agent.start(List.of());
    }

    /** One whose start is not durable yet. */
    static TestAgent starting() {
        return new TestAgent(64 << 20);
    }

    /** One that reads every message back from the log before it is delivered. */
    static TestAgent withoutCache() {
        TestAgent broker = new TestAgent(0);
        broker.run();
        return broker;
    }

    /** Everything happens that can happen: inputs, commits, effects. */
    void run() {
        loop.run();
        while (!log.inFlight().isEmpty()) {
            log.commit();
            loop.run();
        }
    }

    /** Time passes, and what waited for it happens. */
    void tick(long afterMs) {
        nowMs += afterMs;
        loop.tick();
        run();
    }

    /** Of a network; null if the agent does not accept it. */
    RecordingTransport transport() {
        RecordingTransport transport = new RecordingTransport();
        Connection connection = agent.accept(transport);
        if (connection == null) {
            return null;
        }
        transport.carry(connection);
        return transport;
    }

    /** Each with a secret of its own. */
    ResumableClient resumable() {
        ResumableClient client = new ResumableClient(this::transport, this::run);
        client.secret = ++secrets;
        return client;
    }

    /** A client that was granted 30 s and has opened session 1. */
    ResumableClient session() {
        ResumableClient client = resumable();
        client.connect(30_000);
        client.says(new SessionOpen(1, 1, 0));
        run();
        client.hear();
        client.heard();
        return client;
    }

    /** One whose session has consumer 1 of a queue. */
    ResumableClient consumer(String queue) {
        ResumableClient client = session();
        client.says(consume(queue));
        run();
        client.hear();
        client.heard();
        return client;
    }

    /** A client that does not come back. Nothing is committed for it. */
    RecordingTransport plainClient() {
        RecordingTransport client = transport();
        client.connect();
        loop.run();
        client.heard();
        return client;
    }

    /** One that has opened session 1, which needs no commit either. */
    RecordingTransport plainSession() {
        RecordingTransport client = plainClient();
        client.says(new SessionOpen(1, 1, 0));
        loop.run();
        assertEquals(new Done(1, 1, 0), client.heard().get(0));
        return client;
    }

    /** One whose session has consumer 1 of a queue, which exists from then on. */
    RecordingTransport plainConsumer(String queue) {
        RecordingTransport client = plainSession();
        client.says(attach(queue));
        run();
        assertEquals(List.of(new Done(1, 2, 0)), client.heard());
        client.says(PLENTY);
        loop.run();
        return client;
    }

    /** What a new consumer gets. */
    List<String> left(String queue) {
        RecordingTransport consumer = plainSession();
        consumer.says(consume(queue));
        run();
        List<String> all = texts(consumer.heard());
        consumer.isGone();
        return all;
    }

    // ---- frames

    /** To the queue q in session 1, with its number as its text. */
    static Send send(long sequence) {
        return send(sequence, 0, Long.toString(sequence));
    }

    /** To the queue q in session 1; outside of a transaction it asks for a confirmation. */
    static Send send(long sequence, int transaction, String text) {
        return new Send(1, sequence, transaction, transaction == 0, Messages.text("q", text));
    }

    /** Consumer 1 of session 1, with plenty of credit. */
    static Frame[] consume(String queue) {
        return new Frame[] {attach(queue), PLENTY};
    }

    private static ConsumerAttach attach(String queue) {
        return new ConsumerAttach(1, 2, 1, DestinationName.queue(queue), null, false, null);
    }

    static List<Deliver> deliveries(List<Frame> frames) {
        return frames.stream()
                .filter(Deliver.class::isInstance)
                .map(Deliver.class::cast)
                .toList();
    }

    static List<String> texts(List<Frame> frames) {
        return deliveries(frames).stream()
                .map(delivery -> Messages.textOf(delivery.message()))
                .toList();
    }

    static void assertClosed(ResumableClient client, ErrorCode code) {
        client.hear();
        assertClosed(client.heard(), code);
    }

    static void assertClosed(RecordingTransport client, ErrorCode code) {
        assertClosed(client.heard(), code);
        assertTrue(client.outputClosed);
    }

    private static void assertClosed(List<Frame> heard, ErrorCode code) {
        assertFalse(heard.isEmpty(), "it was told nothing");
        Close close = assertInstanceOf(Close.class, heard.get(heard.size() - 1));
        assertEquals(code, close.code(), close.text());
    }

    // ---- the agent's life

    @Override
    public void onReady() {
        ready = true;
    }

    @Override
    public void onFailure(Throwable cause) {
        failure = cause;
        if (!mayFail) {
            throw new AssertionError(cause);
        }
    }

    @Override
    public void onQuiet() {
        quiet = true;
    }
}
