// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.it.server.BrokerState;
import io.mambamq.it.server.LibertyServer;
import io.mambamq.it.server.OrderClient;
import io.mambamq.it.server.ServerManagement;
import io.mambamq.it.server.StandaloneBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application is stopped and started again and again in a server that lives on. */
class RedeploymentIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int DEPLOYMENTS = 20;
    /**
     * Derby keeps exceptions that it has once thrown, and with their stack traces the classes of the application that called: traces
     * that end before those.
     */
    private static final String SHORT_STACK_TRACES = "-XX:MaxJavaStackTraceDepth=8";

    @TempDir
    private Path directory;

    /** What the adapter and the application have in the server. */
    private record Footprint(List<String> endpoints, int connections, int classLoaders) {
        static Footprint of(ServerManagement management) throws JMException, IOException {
            return new Footprint(
                    management.threads("mamba-endpoint-"),
                    management.threads("mamba-client-reader-").size(),
                    management.liveObjects("com.ibm.ws.classloading.internal.AppClassLoader"));
        }
    }

    @Test
    @DisplayName(
            "C-01, C-18: twenty deployments leave no thread, no connection, no consumer and no class loader behind")
    void nothingIsLeft() throws Exception {
        try (var broker = StandaloneBroker.start(directory.resolve("data"));
                var server = LibertyServer.create(
                                "redeployed",
                                Map.of("broker", "remote", "database", "plain", "mamba.url", broker.url()),
                                OrderArchive.create())
                        .withJvmOption(SHORT_STACK_TRACES)) {
            server.start();
            try (ServerManagement management = server.management()) {
                var client = new OrderClient(server);
                use(client, 1);
                Footprint first = Footprint.of(management);
                for (int deployment = 2; deployment <= DEPLOYMENTS; deployment++) {
                    management.restart("orders");
                    use(client, deployment);
                }

                await("the class loaders of old deployments are gone")
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofSeconds(2))
                        .until(() -> Footprint.of(management).classLoaders() <= first.classLoaders());

                Footprint last = Footprint.of(management);
                assertEquals(first.endpoints(), last.endpoints());
                assertTrue(last.connections() <= first.connections(), first + ", then " + last);

                management.stop("orders");
                assertEquals(List.of(), management.threads("mamba-endpoint-"));
                assertNobodyConsumes(broker);
            }
        }
    }

    /** The application consumes, stores and replies in one transaction. */
    private static void use(OrderClient client, int deployment) {
        List<String> order = List.of("order " + deployment);
        await("deployment " + deployment).atMost(PATIENCE).ignoreExceptions().until(() -> {
            client.send(order);
            return true;
        });
        await("the order of deployment " + deployment)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> client.stored().size() == deployment);
    }

    /** A consumer that was left would take some of the messages. */
    private static void assertNobodyConsumes(StandaloneBroker broker) {
        var state = new BrokerState(broker.url());
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            sent.add("message " + i);
        }
        state.send("orders", sent);

        assertEquals(sent, state.takeAll("orders"));
    }
}
