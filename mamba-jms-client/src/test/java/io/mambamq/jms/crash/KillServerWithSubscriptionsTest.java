// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.MambaConnectionFactory;
import io.mambamq.testkit.account.MessageAccount;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The main promise to each durable subscription, which has an account of its own. */
class KillServerWithSubscriptionsTest {
    private static final int KILLS = ServerKiller.kills(10);
    private static final String TOPIC = "crash";
    private static final int PRODUCERS = AccountingProducer.Mode.values().length * 2;
    /** Producers from this one on are not for the selective subscription. */
    private static final int SELECTED_PRODUCERS = 3;

    /** A durable subscription, its consumers and its account. */
    private record Ledger(
            String name,
            int consumers,
            AccountingConsumer.Source source,
            ConnectionFactory factory,
            MessageAccount account) {
        static Ledger of(String name, int consumers, ConnectionFactory factory, AccountingConsumer.Source source) {
            return new Ledger(name, consumers, source, factory, new MessageAccount());
        }

        /** So that the subscription is there from the first message on. */
        void subscribe() throws JMSException {
            try (Connection connection = factory.createConnection()) {
                source.open(connection.createSession());
            }
        }

        List<AccountingConsumer> hire(MortalServer server) {
            return IntStream.range(0, consumers)
                    .mapToObj(id -> new AccountingConsumer(source, factory, server, account))
                    .toList();
        }

        String summary() {
            return name + ": " + account.summary();
        }
    }

    private static List<Ledger> ledgers(MortalServer server) {
        ConnectionFactory anonymous = new MambaConnectionFactory(server.url()).withoutReconnect();
        return List.of(
                Ledger.of(
                        "of one consumer",
                        1,
                        new MambaConnectionFactory(server.url() + "?clientId=ledger").withoutReconnect(),
                        session -> session.createDurableConsumer(session.createTopic(TOPIC), "one")),
                Ledger.of(
                        "shared",
                        3,
                        anonymous,
                        session -> session.createSharedDurableConsumer(session.createTopic(TOPIC), "shared")),
                Ledger.of(
                        "selective",
                        2,
                        anonymous,
                        session -> session.createSharedDurableConsumer(
                                session.createTopic(TOPIC),
                                "selective",
                                AccountingProducer.PRODUCER + " < " + SELECTED_PRODUCERS)));
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    @DisplayName(
            "M-45, M-47, M-76: kill -9 at random moments costs no durable subscription a message, and repeats none")
    void everySubscriptionHasItsAccount(@TempDir Path data) throws Exception {
        List<Ledger> ledgers;
        try (MortalServer server = MortalServer.launch(data.resolve("broker"))) {
            // Given producers of every kind, and three durable subscriptions with transacted consumers
            ledgers = ledgers(server);
            MessageAccount all = ledgers.get(0).account();
            ServerKiller killer = new ServerKiller(server, all::confirmedCount);
            server.becomeReady();
            for (Ledger ledger : ledgers) {
                ledger.subscribe();
            }
            List<AccountingProducer> producers = producers(server, ledgers);
            producers.forEach(killer::start);
            List<AccountingConsumer> consumers = new ArrayList<>();
            ledgers.forEach(ledger -> consumers.addAll(ledger.hire(server)));
            consumers.forEach(killer::start);

            // When the server is killed again and again, at work and sometimes while it recovers
            killer.kill(KILLS);

            // Then what is left can be drained, and no account has a problem
            producers.forEach(AccountingProducer::stop);
            killer.join(PRODUCERS);
            consumers.forEach(AccountingConsumer::drain);
            killer.joinAll();
        }
        for (Ledger ledger : ledgers) {
            System.out.println(KILLS + " kills, " + ServerKiller.seed() + ", " + ledger.summary());
            assertEquals(List.of(), ledger.account().problems(), () -> ServerKiller.seed() + ", " + ledger.summary());
            assertTrue(ledger.account().consumedCount() > KILLS, ledger::summary);
        }
    }

    private static List<AccountingProducer> producers(MortalServer server, List<Ledger> ledgers) {
        ConnectionFactory factory = new MambaConnectionFactory(server.url()).withoutReconnect();
        AccountingProducer.Mode[] modes = AccountingProducer.Mode.values();
        List<MessageAccount> accounts = ledgers.stream().map(Ledger::account).toList();
        return IntStream.range(0, PRODUCERS)
                .mapToObj(id -> new AccountingProducer(
                        id,
                        modes[id % modes.length],
                        session -> session.createTopic(TOPIC),
                        factory,
                        server,
                        id < SELECTED_PRODUCERS ? accounts : accounts.subList(0, 2)))
                .toList();
    }
}
