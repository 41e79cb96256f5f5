// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.MambaConnectionFactory;
import io.mambamq.testkit.account.MessageAccount;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that have one connection for all lives of the server, and never see it break. */
class KillServerReconnectTest {
    private static final int KILLS = ServerKiller.kills(12);
    private static final String QUEUE = "survivors";
    private static final String OPTIONS = "?reconnectInitialDelayMs=5&reconnectMaxDelayMs=200&callTimeoutMs=120000";

    private final MessageAccount account = new MessageAccount();

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    @DisplayName(
            "M-47, M-54, M-62, M-72, M-76: through kill -9 at random moments no send fails, none is lost, and none comes twice")
    void nothingFailsAndNothingIsLost(@TempDir Path data) throws Exception {
        try (MortalServer server = MortalServer.launch(data.resolve("broker"))) {
            server.becomeReady();
            ConnectionFactory factory = new MambaConnectionFactory(server.url() + OPTIONS);
            List<SurvivingClient> producers = new ArrayList<>();
            List<SurvivingClient> consumers = new ArrayList<>();
            try (Connection connection = factory.createConnection()) {
                // Given a connection with a producer of every kind, and transacted consumers
                connection.setExceptionListener(lost -> account.violation("reported: " + lost));
                connection.start();
                ServerKiller killer = new ServerKiller(server, account::confirmedCount);
                for (AccountingProducer.Mode mode : AccountingProducer.Mode.values()) {
                    producers.add(new SurvivingProducer(connection, QUEUE, producers.size(), mode, account));
                }
                IntStream.range(0, 3).forEach(id -> consumers.add(new SurvivingConsumer(connection, QUEUE, account)));
                producers.forEach(killer::start);
                consumers.forEach(killer::start);

                // When the server is killed again and again, at work and sometimes while it recovers
                killer.kill(KILLS);

                // Then all that was sent was confirmed, and comes out once
                producers.forEach(SurvivingClient::stop);
                killer.join(producers.size());
                consumers.forEach(SurvivingClient::stop);
                killer.joinAll();
            }
        }
        System.out.println(KILLS + " kills, " + ServerKiller.seed() + ": " + account.summary());
        assertEquals(List.of(), account.problems(), () -> ServerKiller.seed() + ": " + account.summary());
        assertTrue(account.consumedCount() > KILLS, account::summary);
        assertEquals(account.confirmedCount(), account.consumedCount(), account::summary);
    }
}
