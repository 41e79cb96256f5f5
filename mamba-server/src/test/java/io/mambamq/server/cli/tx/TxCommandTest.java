// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.Failed;
import io.mambamq.protocol.frame.SettleOutcome;
import io.mambamq.protocol.frame.TransactionCommit;
import io.mambamq.protocol.transaction.TransactionId;
import io.mambamq.server.MambaServer;
import io.mambamq.server.access.UserFile;
import io.mambamq.server.access.Users;
import io.mambamq.server.cli.MambaLine;
import io.mambamq.server.cli.output.Json;
import io.mambamq.server.client.FrameClient;
import io.mambamq.server.client.Messages;
import io.mambamq.server.client.SessionClient;
import io.mambamq.server.client.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("mamba tx on a running broker")
@Timeout(60)
class TxCommandTest {
    private static final byte[] GLOBAL = "order-17\0".getBytes(StandardCharsets.US_ASCII);
    private static final TransactionId.Xa ID = new TransactionId.Xa(-7, GLOBAL, new byte[] {1});
    private static final String XID = "xa:-7:6f726465722d313700:01";

    @TempDir
    Path directory;

    private MambaServer server;

    @BeforeEach
    void aBroker() throws Exception {
        server = TestServer.start(directory);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private MambaLine tx(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of("tx", command, "--url", "mamba://127.0.0.1:" + server.port()));
        arguments.addAll(List.of(more));
        return MambaLine.run(arguments);
    }

    /** Received "in" from orders and sent "out" to bills; the client is gone. */
    private void aPreparedBranch() throws Exception {
        try (FrameClient connection = FrameClient.connected(server.port());
                SessionClient session = SessionClient.open(connection)) {
            session.send(Messages.text("orders", "in"));
            session.attach("orders");
            session.begin(1, ID);
            session.credit(1);
            session.settle(SettleOutcome.ACCEPTED, 1, session.receive());
            session.sendInTransaction(1, Messages.text("bills", "out"));
            session.prepare(ID);
        }
    }

    private List<String> textsIn(String queue) throws Exception {
        try (FrameClient connection = FrameClient.connected(server.port());
                SessionClient session = SessionClient.open(connection)) {
            session.attach(queue);
            return session.receiveAllTexts();
        }
    }

    @Test
    @DisplayName("C-13: the list shows the xid, to copy and to read, and what is in the branch")
    void list() throws Exception {
        assertEquals("nothing is in doubt", tx("list").out().strip());
        aPreparedBranch();

        MambaLine line = tx("list");

        assertEquals(0, line.exitCode(), line::err);
        List<String> lines = line.out().lines().toList();
        assertEquals(XID, lines.get(0));
        assertEquals("  global id    order-17.", lines.get(1));
        assertTrue(lines.get(3).startsWith("  state        prepared since 20"), line::out);
        assertEquals("  sent         1 message", lines.get(4));
        assertEquals("  accepted     1 message", lines.get(5));
        assertEquals("  destinations queue \"orders\", queue \"bills\"", lines.get(6));
        assertEquals("1 branch in doubt", lines.get(7));
    }

    @Test
    @DisplayName("For scripts the list is one JSON document")
    void listAsJson() throws Exception {
        aPreparedBranch();

        List<Map<String, Object>> transactions = tx("list", "--json").list("transactions");

        assertEquals(1, transactions.size());
        Map<String, Object> branch = transactions.get(0);
        assertEquals(XID, branch.get("xid"));
        assertEquals(-7.0, branch.get("formatId"));
        assertEquals("6f726465722d313700", branch.get("globalTransactionId"));
        assertEquals("order-17.", branch.get("globalTransactionIdText"));
        assertEquals("01", branch.get("branchQualifier"));
        assertEquals("prepared", branch.get("state"));
        assertEquals(1.0, branch.get("messages"));
        assertEquals(1.0, branch.get("deliveries"));
        assertEquals(2.0, branch.get("destinationCount"));
        assertEquals(
                Map.of("kind", "queue", "name", "orders"),
                Json.list(branch.get("destinations")).get(0));
    }

    @Test
    @DisplayName(
            "C-13: a commit by hand takes effect, outlives the broker, is told to the transaction manager, and is forgotten")
    void commit() throws Exception {
        aPreparedBranch();

        assertEquals(XID + " is committed by hand", tx("commit", XID).out().strip());

        server.close();
        server = TestServer.start(directory);
        assertEquals(List.of("out"), textsIn("bills"));
        assertEquals(List.of(), textsIn("orders"));
        assertEquals("heuristically committed", state());
        assertEquals(ErrorCode.TRANSACTION_HEURISTICALLY_COMMITTED, answerToTheTransactionManager());
        assertEquals(XID + " is forgotten", tx("forget", XID).out().strip());
        assertEquals(List.of(), tx("list", "--json").list("transactions"));
        assertEquals(ErrorCode.TRANSACTION_UNKNOWN, answerToTheTransactionManager());
    }

    @Test
    @DisplayName("C-13: a rollback by hand brings back what was accepted, and is told to the transaction manager")
    void rollback() throws Exception {
        aPreparedBranch();

        assertEquals(XID + " is rolled back by hand", tx("rollback", XID).out().strip());

        assertEquals(List.of(), textsIn("bills"));
        assertEquals(List.of("in"), textsIn("orders"));
        assertEquals("heuristically rolled back", state());
        assertEquals(ErrorCode.TRANSACTION_HEURISTICALLY_ROLLED_BACK, answerToTheTransactionManager());
    }

    private Object state() {
        return tx("list", "--json").list("transactions").get(0).get("state");
    }

    private ErrorCode answerToTheTransactionManager() throws Exception {
        try (FrameClient connection = FrameClient.connected(server.port())) {
            SessionClient.open(connection);
            connection.send(new TransactionCommit(1, 100, ID, false));
            return connection.expect(Failed.class).code();
        }
    }

    @Test
    @DisplayName("Whoever names an unknown branch is told which ones there are")
    void unknown() throws Exception {
        MambaLine nothing = tx("commit", "xa:1:02:03");
        assertEquals(1, nothing.exitCode());
        assertTrue(nothing.err().contains("nothing is in doubt"), nothing::err);
        aPreparedBranch();

        MambaLine line = tx("commit", "xa:1:02:03", XID);

        assertEquals(1, line.exitCode());
        assertTrue(line.err().contains("no transaction has the id xa:1:02:03"), line::err);
        assertTrue(line.err().contains("  " + XID), line::err);
        assertEquals("prepared", state(), "the first that is refused ends the command");
    }

    @Test
    @DisplayName("A prepared branch cannot be forgotten, and a decided one not be decided again")
    void wrongState() throws Exception {
        aPreparedBranch();

        MambaLine forget = tx("forget", XID);
        assertEquals(1, forget.exitCode());
        assertTrue(forget.err().contains("is PREPARED and cannot be forgotten"), forget::err);
        tx("commit", XID);
        MambaLine rollback = tx("rollback", XID);

        assertEquals(1, rollback.exitCode());
        assertTrue(rollback.err().contains("is HEURISTICALLY_COMMITTED"), rollback::err);
    }

    @Test
    @DisplayName(
            "What is no xid, and a URL that is none, are mistakes of the command line; a password in a URL is not repeated")
    void usage() {
        MambaLine noXid = tx("commit", "order-17");
        assertEquals(2, noXid.exitCode());
        assertTrue(noXid.err().contains("xa:<format id>:<global transaction id>:<branch qualifier>"), noXid::err);

        for (String url :
                List.of("mamba://bob:canary@localhost", "mamba://bob:canary@", "localhost:1", "mamba:canary")) {
            MambaLine noUrl = MambaLine.run(List.of("tx", "list", "--url", url));
            assertEquals(2, noUrl.exitCode(), url);
            assertFalse(noUrl.err().contains("canary"), noUrl::err);
        }
    }

    @Test
    @DisplayName("Without a broker the message says where none answers, and how to name another place")
    void noBroker() {
        server.close();

        MambaLine line = tx("list");

        assertEquals(7, line.exitCode());
        assertTrue(line.err().contains("no broker answers at mamba://127.0.0.1:" + server.port()), line::err);
        assertTrue(line.err().contains("--url"), line::err);
    }

    @Test
    @DisplayName("Where there are users, nobody else lists or decides")
    void users() throws Exception {
        new UserFile(directory.resolve("users.properties")).write(Users.NONE.with("bob", "canary".toCharArray()));
        Path right = Files.writeString(directory.resolve("right"), "canary\n");
        Path wrong = Files.writeString(directory.resolve("wrong"), "parrot\n");

        assertEquals(1, tx("list").exitCode());
        assertEquals(
                1,
                tx("list", "--user", "bob", "--password-file", wrong.toString()).exitCode());
        MambaLine list = tx("list", "--user", "bob", "--password-file", right.toString());

        assertEquals(0, list.exitCode(), list::err);
    }
}
