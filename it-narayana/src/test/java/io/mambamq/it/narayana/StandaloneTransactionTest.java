// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.narayana;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mambamq.it.narayana.OrderProgram.First;
import io.mambamq.it.narayana.OrderProgram.Outcome;
import io.mambamq.jms.MambaConnectionFactory;
import io.mambamq.server.MambaServer;
import io.mambamq.server.ServerConfig;
import io.mambamq.testkit.process.ChildJvm;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.XAJMSContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("M-92, C-13: a distributed transaction with a database, without an application server")
@Timeout(240)
class StandaloneTransactionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    private MambaServer broker;

    @BeforeEach
    void aBrokerWithAnOrder() throws Exception {
        startBroker(0);
        try (JMSContext jms = new MambaConnectionFactory(broker.url()).createContext()) {
            jms.createProducer().send(jms.createQueue("orders"), "one");
        }
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private void startBroker(int port) throws Exception {
        broker = MambaServer.start(ServerConfig.builder(directory.resolve("broker"))
                .listen("127.0.0.1", port)
                .build());
    }

    @Test
    @DisplayName("order, row and reply commit together")
    void commits() throws Exception {
        assertEquals("rows 1", orderProgram(First.DATABASE, Outcome.COMMIT));

        assertCommitted();
    }

    @Test
    @DisplayName("order, row and reply roll back together")
    void rollsBack() throws Exception {
        assertEquals("rows 0", orderProgram(First.BROKER, Outcome.ROLLBACK));

        assertRolledBack();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("the process dies between the commits of its two branches: the next one commits the other")
    void diesBetweenCommits(First first) throws Exception {
        crash(first, CrashPoint.BETWEEN_COMMITS);
        assertEquals(first == First.BROKER ? 0 : 1, inDoubt(), "the broker's branch has committed, or waits");

        assertEquals("rows 1", recoveryProgram());

        assertCommitted();
    }

    @ParameterizedTest
    @CsvSource({"BROKER, 1", "DATABASE, 0"})
    @DisplayName("the process dies before it has decided: the next one rolls both branches back")
    void diesBeforeTheDecision(First first, int brokersPrepared) throws Exception {
        crash(first, CrashPoint.BEFORE_DECISION);
        assertEquals(brokersPrepared, inDoubt());

        assertEquals("rows 0", recoveryProgram());

        assertRolledBack();
    }

    private void crash(First first, CrashPoint point) throws Exception {
        try (ChildJvm program = start(first, Outcome.COMMIT, point)) {
            assertEquals(
                    CrashPoint.EXIT_STATUS,
                    program.awaitExit(PATIENCE),
                    () -> program.output().toString());
        }
        // The broker too comes back from its log.
        int port = broker.port();
        broker.close();
        startBroker(port);
    }

    private String orderProgram(First first, Outcome outcome) throws Exception {
        return lastLine(start(first, outcome, CrashPoint.NOWHERE));
    }

    private ChildJvm start(First first, Outcome outcome, CrashPoint point) throws Exception {
        return ChildJvm.start(
                List.of(),
                OrderProgram.class.getName(),
                List.of(log(), broker.url(), database(), first.name(), outcome.name(), point.name()),
                "rows ");
    }

    private String recoveryProgram() throws Exception {
        return lastLine(ChildJvm.start(
                List.of(), RecoveryProgram.class.getName(), List.of(log(), broker.url(), database()), "rows "));
    }

    private static String lastLine(ChildJvm program) throws InterruptedException {
        try (program) {
            assertEquals(0, program.awaitExit(PATIENCE), () -> String.join("\n", program.output()));
            List<String> output = program.output();
            return output.get(output.size() - 1);
        }
    }

    private String log() {
        return directory.resolve("log").toString();
    }

    private String database() {
        return directory.resolve("database").toString();
    }

    private void assertCommitted() throws Exception {
        assertEquals(0, inDoubt());
        assertEquals("stored one", take("replies"));
        assertEquals(null, take("replies"), "one reply");
        assertEquals(null, take("orders"), "the order is consumed");
    }

    private void assertRolledBack() throws Exception {
        assertEquals(0, inDoubt());
        assertEquals(null, take("replies"));
        assertEquals("one", take("orders"));
    }

    private int inDoubt() throws XAException {
        try (XAJMSContext jms = new MambaConnectionFactory(broker.url()).createXAContext()) {
            return jms.getXAResource().recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN).length;
        }
    }

    private String take(String queue) {
        try (JMSContext jms = new MambaConnectionFactory(broker.url()).createContext();
                JMSConsumer consumer = jms.createConsumer(jms.createQueue(queue))) {
            return consumer.receiveBodyNoWait(String.class);
        }
    }
}
