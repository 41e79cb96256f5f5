// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.MambaConnectionFactory;
import io.mambamq.testkit.account.MessageAccount;
import io.mambamq.testkit.account.MessageKey;
import io.mambamq.testkit.process.ChildJvm;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients die in the middle of their transactions; the server lives on. */
class KillSubscriberTest {
    private static final int KILLS = ServerKiller.kills(5);
    private static final long SEED = Long.getLong("sim.seed", System.nanoTime());
    private static final String TOPIC = "crash";
    private static final int LINES_PER_LIFE_MAX = 200;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final long DRAINED_TIMEOUT_MS = 1_000;
    private static final int MESSAGES_PER_TRANSACTION = 100;

    private final MessageAccount account = new MessageAccount();
    private final Random random = new Random(SEED);

    @ParameterizedTest
    @EnumSource(MortalSubscriber.Kind.class)
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    @DisplayName(
            "M-45, M-47, M-66, M-67: kill -9 of a durable subscriber loses nothing and repeats nothing it committed")
    void subscribersDie(MortalSubscriber.Kind kind, @TempDir Path directory) throws Exception {
        try (MortalServer server = MortalServer.launch(directory.resolve("broker"))) {
            // Given a durable subscription, and producers for its topic
            server.becomeReady();
            consume(kind, server.url(), 0);
            ConnectionFactory factory = new MambaConnectionFactory(server.url()).withoutReconnect();
            ServerKiller crew = new ServerKiller(server, account::confirmedCount);
            List<AccountingProducer> producers = new ArrayList<>();
            for (AccountingProducer.Mode mode : AccountingProducer.Mode.values()) {
                producers.add(new AccountingProducer(
                        producers.size(),
                        mode,
                        session -> session.createTopic(TOPIC),
                        factory,
                        server,
                        List.of(account)));
            }
            producers.forEach(crew::start);

            // When its subscriber is killed again and again
            for (int life = 0; life < KILLS; life++) {
                liveAndDie(kind, server.url(), directory.resolve("ledger-" + life));
            }

            // Then what it did not commit can be had, and nothing else
            producers.forEach(AccountingProducer::stop);
            crew.joinAll();
            consume(kind, server.url(), DRAINED_TIMEOUT_MS);
        }
        assertEquals(List.of(), account.problems(), () -> "seed " + SEED + ": " + account.summary());
        assertTrue(account.consumedCount() > KILLS, account::summary);
    }

    private void liveAndDie(MortalSubscriber.Kind kind, String url, Path path) throws Exception {
        LedgerFile ledger = new LedgerFile(path);
        int lines = 1 + random.nextInt(LINES_PER_LIFE_MAX);
        try (ChildJvm subscriber = ChildJvm.start(
                List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"),
                MortalSubscriber.class.getName(),
                List.of(url, TOPIC, kind.name(), path.toString()),
                MortalSubscriber.READY)) {
            subscriber.awaitLine(TIMEOUT);
            Awaitility.await("transactions of the subscriber")
                    .atMost(TIMEOUT)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> ledger.lines() >= lines);
        }
        ledger.bookInto(account);
    }

    /** In this process, until nothing more comes for that long; for 0 it only subscribes. */
    private void consume(MortalSubscriber.Kind kind, String url, long timeoutMs) throws JMSException, IOException {
        try (Connection connection = kind.connect(url)) {
            Session session = connection.createSession(Session.SESSION_TRANSACTED);
            MessageConsumer consumer = kind.open(session, TOPIC);
            connection.start();
            List<MessageKey> received = new ArrayList<>();
            Message message = timeoutMs == 0 ? null : consumer.receive(timeoutMs);
            while (message != null) {
                MessageKey key = new MessageKey(
                        message.getIntProperty(AccountingProducer.PRODUCER),
                        message.getLongProperty(AccountingProducer.NUMBER));
                account.received(key);
                received.add(key);
                if (received.size() == MESSAGES_PER_TRANSACTION) {
                    commit(session, received);
                }
                message = consumer.receive(timeoutMs);
            }
            commit(session, received);
        }
    }

    private void commit(Session session, List<MessageKey> received) throws JMSException {
        session.commit();
        received.forEach(account::consumed);
        received.clear();
    }
}
