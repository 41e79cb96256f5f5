// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.it.server.BrokerState;
import io.mambamq.it.server.LibertyServer;
import io.mambamq.it.server.StandaloneBroker;
import io.mambamq.it.xa.HaltPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Open Liberty is killed with {@code kill -9} while the transaction of a message-driven bean stands between prepare and
 * commit. The container recovers it at the restart: message, row and reply happen exactly once.
 */
@DisplayName("C-13, C-24: kill -9 between XA prepare and commit")
class CrashInTwoPhaseCommitIT {
    private static final OrderAccount ACCOUNT = new OrderAccount(List.of("one", "two", "three", "four", "five"));

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "{0}")
    @EnumSource(HaltPoint.class)
    @DisplayName("the embedded broker dies with the server")
    void recoversWithAnEmbeddedBroker(HaltPoint point) throws Exception {
        try (var server = server("embedded-" + point, Map.of("broker", "embedded"))) {
            Path data = server.brokerData();

            server.start();
            ACCOUNT.killAt(point, server);
            assertPrepared(point, BrokerState.in(data, BrokerState::inDoubt));
            server.start();

            ACCOUNT.assertStoredOnce(point, server);
            server.stop();
            ACCOUNT.assertNothingLeft(BrokerState.in(data, OrderAccount.Leftovers::of));
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(HaltPoint.class)
    @DisplayName("a remote broker lives on")
    void recoversWithARemoteBroker(HaltPoint point) throws Exception {
        try (var broker = StandaloneBroker.start(directory.resolve("data"));
                var server = server("remote-" + point, Map.of("broker", "remote", "mamba.url", broker.url()))) {
            var state = new BrokerState(broker.url());

            server.start();
            ACCOUNT.killAt(point, server);
            assertPrepared(point, state.inDoubt());
            server.start();

            ACCOUNT.assertStoredOnce(point, server);
            server.stop();
            ACCOUNT.assertNothingLeft(OrderAccount.Leftovers.of(state));
        }
    }

    private static LibertyServer server(String name, Map<String, String> broker) throws IOException {
        Map<String, String> variables = new HashMap<>(broker);
        variables.put("database", "halting");
        return LibertyServer.create(name, variables, OrderArchive.createWithDatabaseFirst());
    }

    /** Before the decision, whether the broker has prepared depends on the order in which the container asks. */
    private static void assertPrepared(HaltPoint point, int inDoubt) {
        if (point == HaltPoint.BEFORE_COMMIT) {
            assertTrue(inDoubt > 0, "the broker holds no prepared branch: the kill came too late");
        }
    }
}
