// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.Close;
import io.mambamq.protocol.frame.Connect;
import io.mambamq.protocol.frame.Connected;
import io.mambamq.protocol.frame.Done;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.Ping;
import io.mambamq.protocol.frame.Pong;
import io.mambamq.protocol.frame.Send;
import io.mambamq.protocol.frame.SendCredit;
import io.mambamq.protocol.frame.Sent;
import io.mambamq.protocol.frame.SessionClose;
import io.mambamq.protocol.frame.SessionOpen;
import io.mambamq.protocol.frame.TransactionBegin;
import io.mambamq.protocol.frame.TransactionCommit;
import io.mambamq.protocol.frame.TransactionOutcome;
import io.mambamq.protocol.transaction.TransactionId;
import io.mambamq.server.client.FrameClient;
import io.mambamq.server.client.Messages;
import io.mambamq.server.client.SessionClient;
import io.mambamq.server.client.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A client that connects again, frame by frame")
@Timeout(60)
class ConnectingAgainTest {
    private static final long SECRET = 0x5EC2E7;
    private static final int LEDGER = 3;
    private static final TransactionId TRANSACTION = new TransactionId.Local(1, 2, 9);

    @TempDir
    Path directory;

    private MambaServer server;
    private final List<FrameClient> clients = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(directory);
    }

    @AfterEach
    void stop() throws Exception {
        for (FrameClient client : clients) {
            client.close();
        }
        server.close();
    }

    // ---- who is it

    @Test
    @DisplayName("M-51: its older connection ends, its client id is free, and it is known")
    void replaced() throws Exception {
        FrameClient older = client();
        assertFalse(connect(older, SECRET, "billing").known());

        FrameClient newer = client();

        assertTrue(connect(newer, SECRET, "billing").known());
        assertEquals(ErrorCode.CONNECTION_REPLACED, older.expect(Close.class).code());
    }

    @Test
    @DisplayName("M-51: who knows the client's id and not its secret ends nothing and gets at nothing")
    void impostor() throws Exception {
        FrameClient client = client();
        connect(client, SECRET, "billing");
        open(client);
        send(client, 1);

        FrameClient thief = client();
        thief.preface();
        thief.send(frame(SECRET + 1, "billing"));
        assertEquals(ErrorCode.INVALID_CLIENT_ID, thief.expect(Close.class).code());
        FrameClient impostor = client();
        assertFalse(connect(impostor, SECRET + 1, null).known());

        assertEquals(List.of(new Done(1, 1, 0)), open(impostor));
        client.send(new Ping());
        client.expect(Pong.class);
    }

    @Test
    @DisplayName("it is not known any more when it has said that it goes")
    void gone() throws Exception {
        FrameClient client = client();
        connect(client, SECRET, null);
        client.send(new Close(null, ""));
        client.expect(Close.class);

        assertFalse(connect(client(), SECRET, null).known());
    }

    @Test
    @DisplayName("a ledger without a secret ends the connection")
    void noSecret() throws Exception {
        FrameClient client = client();
        connect(client, 0, null);

        client.send(new SessionOpen(1, 1, LEDGER));

        assertEquals(ErrorCode.PROTOCOL_ERROR, client.expect(Close.class).code());
    }

    // ---- what became of what it sent

    @Test
    @DisplayName("M-66: after the network failed it learns what is durable, whether it was told or not")
    void networkFailed() throws Exception {
        FrameClient client = client();
        connect(client, SECRET, null);
        open(client);
        send(client, 1);
        client.send(
                new Send(1, 2, 0, true, Messages.text("q", "2")), new Send(1, 3, 0, false, Messages.text("q", "3")));
        assertEquals(new Sent(1, 2, 2), client.read());

        FrameClient again = client();
        connect(again, SECRET, null);

        assertEquals(List.of(new Sent(1, 1, 2), new Done(1, 1, 2)), open(again));
    }

    @Test
    @DisplayName("M-66: after a restart of the server it learns the same")
    void restarted() throws Exception {
        FrameClient client = client();
        connect(client, SECRET, null);
        open(client);
        send(client, 1);
        send(client, 4);

        restart();
        FrameClient again = client();
        assertTrue(connect(again, SECRET, null).known());

        assertEquals(List.of(new Sent(1, 1, 1), new Sent(1, 4, 4), new Done(1, 1, 4)), open(again));
        send(again, 5);
        SessionClient consumer = SessionClient.open(again, 2);
        consumer.attach("q");
        assertEquals(List.of("1", "4", "5"), consumer.receiveAllTexts());
    }

    @Test
    @DisplayName("M-62: it learns whether its last commit took effect")
    void outcome() throws Exception {
        FrameClient client = client();
        connect(client, SECRET, null);
        open(client);
        client.send(
                new TransactionBegin(1, 0, 1, TRANSACTION, false),
                new Send(1, 1, 1, false, Messages.text("q", "1")),
                new TransactionCommit(1, 2, TRANSACTION, true));
        assertEquals(new Done(1, 2, 0), client.read());

        restart();
        FrameClient again = client();
        connect(again, SECRET, null);
        open(again);
        again.send(
                new TransactionOutcome(1, 5, TRANSACTION),
                new TransactionOutcome(1, 6, new TransactionId.Local(1, 2, 8)));

        assertEquals(new Done(1, 5, TransactionOutcome.COMMITTED), again.read());
        assertEquals(new Done(1, 6, 0), again.read());
    }

    @Test
    @DisplayName("a session that was closed has no ledger any more, and its number may be opened anew")
    void closedSession() throws Exception {
        FrameClient client = client();
        connect(client, SECRET, null);
        open(client);
        send(client, 1);
        client.send(new SessionClose(1, 9));
        assertEquals(new Done(1, 9, 0), client.read());

        assertEquals(List.of(new Done(1, 1, 0)), open(client));
    }

    // ---- the cast

    private void restart() throws Exception {
        server.close();
        server = TestServer.start(directory);
    }

    private FrameClient client() throws IOException {
        FrameClient client = FrameClient.open(server.port());
        clients.add(client);
        return client;
    }

    private static Connected connect(FrameClient client, long secret, String clientId) throws IOException {
        client.preface();
        client.send(frame(secret, clientId));
        return client.expect(Connected.class);
    }

    private static Connect frame(long secret, String clientId) {
        return new Connect(1, 2, secret, secret, 0, 1 << 24, 0, null, null, clientId, "test");
    }

    /** Session 1, whose ledger has the number that all use here; returns what came before the credit. */
    private static List<Frame> open(FrameClient client) throws IOException {
        client.send(new SessionOpen(1, 1, LEDGER));
        List<Frame> heard = new ArrayList<>();
        for (Frame frame = client.read(); !(frame instanceof SendCredit); frame = client.read()) {
            heard.add(frame);
        }
        return heard;
    }

    private static void send(FrameClient client, long sequence) throws IOException {
        client.send(new Send(1, sequence, 0, true, Messages.text("q", Long.toString(sequence))));
        assertEquals(new Sent(1, sequence, sequence), client.read());
    }
}
