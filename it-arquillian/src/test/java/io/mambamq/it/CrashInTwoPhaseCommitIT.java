// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.it.server.BrokerState;
import io.mambamq.it.server.LibertyServer;
import io.mambamq.it.xa.HaltPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Open Liberty is killed with {@code kill -9} while the transaction of a message-driven bean stands between prepare and
 * commit, and the embedded broker dies with it. The container recovers it at the restart: message, row and reply happen
 * exactly once. {@link io.mambamq.it.crash.CrashMatrixIT} has the cases of a broker elsewhere.
 */
@DisplayName("C-13, C-24: kill -9 between XA prepare and commit")
class CrashInTwoPhaseCommitIT {
    private static final OrderAccount ACCOUNT = new OrderAccount(List.of("one", "two", "three", "four", "five"));

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
