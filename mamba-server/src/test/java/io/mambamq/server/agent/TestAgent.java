// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.mambamq.core.MachineConfig;
import io.mambamq.core.PartitionMachine;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.Close;
import io.mambamq.protocol.frame.ConsumerAttach;
import io.mambamq.protocol.frame.Credit;
import io.mambamq.protocol.frame.Deliver;
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

    final ManualLoop loop = new ManualLoop();
    final ManualLog log = new ManualLog();
    final PartitionAgent agent;
    long nowMs = 1_000_000;
    boolean quiet;
    private long secrets;

    TestAgent() {
        BodyStore bodies = new BodyStore(64 << 20, log::tryRead, loop);
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
        run();
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

    /** A session of a client that does not come back. */
    RecordingTransport plainSession() {
        RecordingTransport client = transport();
        client.connect();
        client.says(new SessionOpen(1, 1, 0));
        run();
        client.heard();
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

    /** To the queue q in session 1; outside of a transaction it asks for a confirmation. */
    static Send send(long sequence, int transaction, String text) {
        return new Send(1, sequence, transaction, transaction == 0, Messages.text("q", text));
    }

    /** Consumer 1 of session 1, with plenty of credit. */
    static Frame[] consume(String queue) {
        return new Frame[] {
            new ConsumerAttach(1, 2, 1, DestinationName.queue(queue), null, false, null),
            new Credit(1, 1, 1_000, 1L << 40)
        };
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
    }

    private static void assertClosed(List<Frame> heard, ErrorCode code) {
        assertFalse(heard.isEmpty(), "it was told nothing");
        Close close = assertInstanceOf(Close.class, heard.get(heard.size() - 1));
        assertEquals(code, close.code(), close.text());
    }

    // ---- the agent's life

    @Override
    public void onReady() {}

    @Override
    public void onFailure(Throwable cause) {
        throw new AssertionError(cause);
    }

    @Override
    public void onQuiet() {
        quiet = true;
    }
}
