// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.MambaConnectionFactory;
import io.mambamq.testkit.account.MessageAccount;
import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The main promise. */
class KillServerTest {
    private static final int KILLS = ServerKiller.kills(20);
    private static final int PRODUCERS = 4;
    private static final int CONSUMERS = 4;
    private static final String QUEUE = "crash";

    private final MessageAccount account = new MessageAccount();

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    @DisplayName(
            "M-47, M-72, M-76: kill -9 at random moments loses nothing that was confirmed and repeats nothing committed")
    void nothingConfirmedIsLostAndNothingCommittedComesTwice(@TempDir Path data) throws Exception {
        try (MortalServer server = MortalServer.launch(data.resolve("broker"))) {
            // Given four producers, half of which wait for each confirmation, and four transacted consumers
            ConnectionFactory factory = new MambaConnectionFactory(server.url()).withoutReconnect();
            ServerKiller killer = new ServerKiller(server, account::confirmedCount);
            List<AccountingProducer> producers = IntStream.range(0, PRODUCERS)
                    .mapToObj(id -> new AccountingProducer(
                            id, modeOf(id), session -> session.createQueue(QUEUE), factory, server, List.of(account)))
                    .toList();
            List<AccountingConsumer> consumers = IntStream.range(0, CONSUMERS)
                    .mapToObj(id -> new AccountingConsumer(
                            session -> session.createConsumer(session.createQueue(QUEUE)), factory, server, account))
                    .toList();
            server.becomeReady();
            producers.forEach(killer::start);
            consumers.forEach(killer::start);

            // When the server is killed again and again, at work and sometimes while it recovers
            killer.kill(KILLS);

            // Then what is left can be drained, and the account has no problem
            producers.forEach(AccountingProducer::stop);
            killer.join(PRODUCERS);
            consumers.forEach(AccountingConsumer::drain);
            killer.joinAll();
        }
        System.out.println(KILLS + " kills, " + ServerKiller.seed() + ": " + account.summary());
        assertEquals(List.of(), account.problems(), () -> ServerKiller.seed() + ": " + account.summary());
        assertTrue(account.consumedCount() > KILLS, account::summary);
    }

    private static AccountingProducer.Mode modeOf(int id) {
        return id % 2 == 0 ? AccountingProducer.Mode.SYNCHRONOUS : AccountingProducer.Mode.ASYNCHRONOUS;
    }
}
