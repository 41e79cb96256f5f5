// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.it.app.StoredOrder;
import io.mambamq.it.definitions.EchoServlet;
import io.mambamq.it.server.LibertyServer;
import io.mambamq.it.server.OrderClient;
import io.mambamq.it.server.StandaloneBroker;
import io.mambamq.server.access.UserFile;
import io.mambamq.server.access.Users;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Jakarta EE and Open Liberty offer to configure: users by the container, definitions in annotations, other names. */
class ContainerConfigurationIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private static Path directory;

    private static StandaloneBroker broker;
    private static LibertyServer server;

    @BeforeAll
    static void start() throws Exception {
        Path data = Files.createDirectories(directory.resolve("data"));
        new UserFile(data.resolve("users.properties")).write(Users.NONE.with("alice", "open sesame".toCharArray()));
        broker = StandaloneBroker.start(data);
        URI url = URI.create(broker.url());
        server = LibertyServer.create(
                "configured",
                Map.of(
                        "broker", "secured",
                        "database", "plain",
                        "mamba.parameters",
                                "host=" + url.getHost() + ";port=" + url.getPort() + ";minLargeMessageSize=5"),
                OrderArchive.create(),
                ShrinkWrap.create(WebArchive.class, "definitions.war").addPackage(EchoServlet.class.getPackage()));
        server.start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    @DisplayName("C-16: the container signs on with its authentication data, for sending, for beans, and for recovery")
    void signOn() throws Exception {
        var client = new OrderClient(server);

        client.send(List.of("one", "two"));

        List<StoredOrder> rows =
                await("orders stored").atMost(PATIENCE).until(client::stored, stored -> stored.size() == 2);
        assertTrue(rows.stream().noneMatch(StoredOrder::redelivered), rows::toString);
    }

    @Test
    @DisplayName(
            "C-19: a connection factory and destinations that annotations define, found in the bean's own namespace")
    void definitions() throws Exception {
        var request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + server.httpPort() + "/definitions/echo?text=hello"))
                .timeout(PATIENCE)
                .build();

        String answer = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();

        assertEquals("echo of hello for defined", answer);
    }

    @Test
    @DisplayName(
            "C-19: other adapters' names are taken with one line of the log each, unknown parameters named with the nearest")
    void otherNames() throws Exception {
        List<String> log = server.log();

        assertEquals(
                1,
                log.stream()
                        .filter(line -> line.contains("MAMBA000413") && line.contains("maxSession"))
                        .count());
        assertEquals(
                1,
                log.stream()
                        .filter(line -> line.contains("MAMBA000415") && line.contains("minLargeMessageSize"))
                        .count());
    }
}
