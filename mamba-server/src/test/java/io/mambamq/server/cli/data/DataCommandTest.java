// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.server.MambaServer;
import io.mambamq.server.ServerStartException;
import io.mambamq.server.ServerStartException.Reason;
import io.mambamq.server.cli.MambaLine;
import io.mambamq.server.cli.output.Json;
import io.mambamq.server.client.TestServer;
import io.mambamq.server.rebuild.WrittenBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("mamba data on a broker's directory")
@Timeout(120)
class DataCommandTest {
    private static final String FIRST = "wal-000001.mj";

    @TempDir
    Path directory;

    private Broker broker;

    @BeforeEach
    void fill() throws Exception {
        broker = new Broker(directory.resolve("data"));
        broker.send("orders", "first order", "second order", "third order");
        broker.consumeFirst("orders");
        broker.prepareSend("orders", "order in doubt");
    }

    @Test
    @DisplayName("info says what there is, as text and as JSON")
    void info() {
        MambaLine text = data("info");
        assertEquals(0, text.exitCode(), text.err());
        assertTrue(text.out().contains("closed in order  yes"), text.out());
        MambaLine json = data("info", "--json");
        assertEquals("1.1", json.json().get("format"));
        assertEquals(true, json.json().get("cleanShutdown"));
        assertEquals(3.0, json.json().get("epoch"));
        assertEquals(
                List.of("sealed", "sealed", "active"),
                json.list("segments").stream()
                        .map(segment -> segment.get("state"))
                        .filter(state -> !"free".equals(state))
                        .toList());
    }

    @Test
    @DisplayName("verify finds nothing wrong with a directory in order, and the transaction in doubt")
    void verifyClean() {
        MambaLine text = data("verify");
        assertEquals(0, text.exitCode(), text.out());
        assertTrue(text.out().contains("verdict: clean"), text.out());
        assertTrue(text.out().contains("prepared"), text.out());
        MambaLine json = data("verify", "--json");
        assertEquals(List.of(), json.list("findings"));
        Map<String, Object> branch = json.list("unfinishedTransactions").get(0);
        assertEquals(Broker.IN_DOUBT.toString(), branch.get("id"));
        assertEquals("prepared", branch.get("state"));
        assertEquals(1.0, branch.get("messagesSent"));
    }

    @Test
    @DisplayName("verify lists a transaction in doubt of which only the checkpoint tells any more, once")
    void verifyTransactionOfCheckpoint() throws Exception {
        Path old = directory.resolve("old");
        WrittenBroker.write(1, old.resolve("journal"));
        assertFalse(MambaLine.data(old, "dump").out().contains("prepare xa:"), "the log has forgotten it");

        MambaLine json = MambaLine.data(old, "verify", "--json");

        assertEquals(0, json.exitCode(), json.out());
        List<Map<String, Object>> unfinished = json.list("unfinishedTransactions");
        assertEquals(1, unfinished.size());
        assertEquals(WrittenBroker.IN_DOUBT.toString(), unfinished.get(0).get("id"));
        assertEquals("prepared", unfinished.get(0).get("state"));
        assertEquals(3.0, unfinished.get(0).get("messagesSent"));
    }

    @Test
    @DisplayName("dump prints a line per record with its command, and messages only when asked for")
    void dump() {
        MambaLine text = data("dump");
        assertEquals(0, text.exitCode(), text.err());
        assertTrue(text.out().contains("| declare destination queue \"orders\" as 1"), text.out());
        assertTrue(text.out().contains("| settle [1] of 1 consumed"), text.out());
        assertTrue(text.out().contains("| prepare xa:7:0102:03"), text.out());
        assertTrue(!text.out().contains("first order"), "bodies are not shown");
        assertTrue(data("dump", "--bodies", "text").out().contains("first order"));
        MambaLine json = data("dump", "--json", "--bodies", "hex");
        List<Map<String, Object>> lines =
                json.out().lines().map(line -> Json.object(Json.parse(line))).toList();
        assertEquals(text.out().lines().count(), lines.size());
        assertTrue(lines.stream().allMatch(line -> Boolean.TRUE.equals(line.get("crcOk"))));
        long last = ((Double) lines.get(lines.size() - 1).get("position")).longValue();
        assertEquals(1, data("dump", "--from", "" + last).out().lines().count());
        assertEquals(0, data("dump", "--type", "9").out().lines().count());
    }

    @Test
    @DisplayName("stats say how the log was written")
    void stats() {
        assertEquals(0, data("stats").exitCode());
        Map<String, Object> json = data("stats", "--json").json();
        assertTrue((Double) json.get("writtenBytes") > (Double) json.get("recordBytes"));
        assertTrue((Double) json.get("recordBytes") > (Double) json.get("bodyBytes"));
        assertTrue((Double) Json.object(json.get("recordsPerBatch")).get("samples") > 0);
    }

    @Test
    @DisplayName("extract brings everything into a new directory on which a server finds it")
    void extract() throws Exception {
        Path target = directory.resolve("new");
        MambaLine extracted = data("extract", "--to", target.toString(), "--json");
        assertEquals(0, extracted.exitCode(), extracted.err());
        assertEquals(2.0, extracted.json().get("messages"));
        assertEquals(1.0, extracted.json().get("preparedTransactions"));
        assertEquals(0, data("verify").exitCode(), "the old one is as it was");

        Broker rebuilt = new Broker(target);
        assertEquals(List.of("second order", "third order"), rebuilt.receive("orders"));
        assertEquals(
                Files.readString(broker.directory().resolve("broker.id")),
                Files.readString(target.resolve("broker.id")));
        rebuilt.run(session -> session.commit(Broker.IN_DOUBT, false));
        assertEquals(List.of("second order", "third order", "order in doubt"), rebuilt.receive("orders"));

        assertEquals(2, data("extract", "--to", target.toString()).exitCode(), "it is not empty any more");
    }

    @Test
    @DisplayName("a flipped bit: verify finds it, a server refuses, repair gives up that one message and no other")
    void flippedBit() throws Exception {
        long offset = broker.flip(FIRST, "second order");

        MambaLine verified = data("verify", "--json");
        assertEquals(3, verified.exitCode());
        Map<String, Object> damage = verified.list("findings").get(0);
        assertEquals("damage", damage.get("verdict"));
        assertEquals(FIRST, damage.get("file"));
        long found = ((Double) damage.get("offset")).longValue();
        assertTrue(found <= offset && offset - found < 512, "it tells the record that holds the bit");
        Map<String, Object> lost = verified.list("lost").get(0);
        assertEquals(1.0, lost.get("records"));
        assertEquals(damage.get("offset"), lost.get("offset"));
        assertTrue(data("verify").out().contains("> "), "the bytes are shown");

        ServerStartException refusal =
                assertThrows(ServerStartException.class, () -> TestServer.start(broker.directory()));
        assertEquals(Reason.JOURNAL_DAMAGED, refusal.reason());

        MambaLine asked = data("repair", "--json");
        assertEquals(3, asked.exitCode());
        assertEquals(false, asked.json().get("repaired"));
        assertThrows(ServerStartException.class, () -> TestServer.start(broker.directory()), "nothing was changed");

        MambaLine repaired = data("repair", "--accept-data-loss", "--json");
        assertEquals(0, repaired.exitCode(), repaired.err());
        assertEquals(true, repaired.json().get("repaired"));
        assertEquals(verified.list("lost"), repaired.list("lost"));
        Path kept = Path.of((String) repaired.json().get("damagedJournal"));
        assertTrue(Files.exists(kept.resolve(FIRST)));
        assertEquals(0, data("verify").exitCode());

        assertEquals(List.of("third order"), broker.receive("orders"), "the first was consumed");
    }

    @Test
    @DisplayName(
            "a repair that was interrupted at its last step keeps a server from starting afresh, and can be finished")
    void interruptedRepair() throws Exception {
        Path journal = broker.directory().resolve("journal");
        Files.move(journal, journal.resolveSibling("journal.rebuilt"));

        ServerStartException refusal =
                assertThrows(ServerStartException.class, () -> TestServer.start(broker.directory()));
        assertEquals(Reason.DATA_DIRECTORY_UNUSABLE, refusal.reason());
        assertEquals(3, data("repair").exitCode());
        assertEquals(0, data("repair", "--accept-data-loss").exitCode());
        assertEquals(List.of("second order", "third order"), broker.receive("orders"));
    }

    @Test
    @DisplayName("a torn tail is told from damage, and repair has nothing to do")
    void tornTail() throws Exception {
        Path copy = directory.resolve("killed");
        try (MambaServer server = TestServer.start(broker.directory())) {
            assertTrue(server.port() > 0);
            copyAll(broker.directory(), copy);
        }
        Broker killed = new Broker(copy);
        MambaLine info = MambaLine.data(copy, "info", "--json");
        Map<String, Object> active = info.list("segments").stream()
                .filter(segment -> "active".equals(segment.get("state")))
                .findFirst()
                .orElseThrow();
        long end = ((Double) active.get("toPosition")).longValue() - ((Double) active.get("fromPosition")).longValue();
        killed.overwrite((String) active.get("file"), end, new byte[] {'M', 'J', 'B', '1', 1, 2, 3});

        MambaLine verified = MambaLine.data(copy, "verify", "--json");
        assertEquals(1, verified.exitCode(), verified.out());
        assertTrue(
                verified.list("findings").stream().anyMatch(finding -> "torn tail".equals(finding.get("verdict"))),
                verified.out());
        assertEquals(0, MambaLine.data(copy, "repair").exitCode());
        assertEquals(List.of("second order", "third order"), killed.receive("orders"));
    }

    @Test
    @DisplayName("a directory that a broker uses is left alone, and the holder named")
    void locked() throws Exception {
        try (MambaServer server = TestServer.start(broker.directory())) {
            assertTrue(server.port() > 0);
            for (String command : List.of("info", "verify", "dump", "stats", "repair")) {
                MambaLine refused = data(command);
                assertEquals(4, refused.exitCode(), command);
                assertTrue(
                        refused.err().contains("pid " + ProcessHandle.current().pid()), refused.err());
                assertEquals("", refused.out());
            }
        }
        assertEquals(0, data("info").exitCode());
    }

    @Test
    @DisplayName("a directory without a journal is not created, and a wrong command line explained")
    void usage() {
        Path nowhere = directory.resolve("nowhere");
        MambaLine missing = MambaLine.data(nowhere, "info");
        assertEquals(4, missing.exitCode());
        assertTrue(missing.err().contains("there is no journal in"), missing.err());
        assertTrue(Files.notExists(nowhere));
        assertEquals(2, data("extract").exitCode());
        assertEquals(2, data("dump", "--bodies", "all").exitCode());
    }

    private MambaLine data(String command, String... options) {
        return MambaLine.data(broker.directory(), command, options);
    }

    private static void copyAll(Path from, Path to) throws Exception {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
