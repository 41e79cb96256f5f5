// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.Close;
import io.mambamq.protocol.frame.Connect;
import io.mambamq.protocol.frame.Connected;
import io.mambamq.protocol.frame.Deliver;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.Ping;
import io.mambamq.protocol.frame.Pong;
import io.mambamq.protocol.frame.Received;
import io.mambamq.protocol.frame.Resumption;
import io.mambamq.server.client.FrameClient;
import io.mambamq.server.client.LogWatch;
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

@DisplayName("A connection outlives its socket")
@Timeout(60)
class ResumingOverSocketsTest {
    private static final String DETACHED = "MAMBA000221";
    private static final int MESSAGE_BYTES = 300_000;
    private static final int MESSAGES = 10;

    @TempDir
    Path directory;

    private MambaServer server;
    private final List<FrameClient> sockets = new ArrayList<>();

    // the client that comes back
    private FrameClient client;
    private long connectedBytes;
    private long receivedBytes;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(directory);
    }

    @AfterEach
    void stop() throws Exception {
        for (FrameClient socket : sockets) {
            socket.close();
        }
        server.close();
    }

    @Test
    @DisplayName("M-06: what was on its way to a client whose socket breaks comes once, and is no redelivery")
    void deliveries() throws Exception {
        fill();
        connect(Resumption.within(30_000));
        SessionClient session = SessionClient.open(client);
        session.attach("q");
        session.credit(MESSAGES);
        List<Deliver> delivered = new ArrayList<>();
        delivered.add(session.receive());
        receivedBytes += client.frameBytes() - connectedBytes;
        // Half a frame more, which does not count.
        client.readBytes(MESSAGE_BYTES / 2);

        try (LogWatch log = new LogWatch()) {
            client.close();
            log.await(DETACHED);
        }
        assertTrue(connect(new Resumption(0, true, receivedBytes)).resumption().resumes());

        while (delivered.size() < MESSAGES) {
            delivered.add(client.expect(Deliver.class));
        }
        for (int i = 0; i < MESSAGES; i++) {
            assertEquals(i + 1, delivered.get(i).delivery());
            assertEquals(1, delivered.get(i).deliveryCount());
        }
    }

    @Test
    @DisplayName("a socket that still looks alive is closed when the client comes back by another")
    void halfOpen() throws Exception {
        connect(Resumption.within(30_000));
        FrameClient older = client;

        assertTrue(connect(new Resumption(0, true, 0)).resumption().resumes());

        older.expectEnd();
        assertEquals(new Pong(), pong());
    }

    @Test
    @DisplayName("the server ends although clients are away, and knows nothing of them when it is back")
    void restart() throws Exception {
        connect(Resumption.within(30_000));
        try (LogWatch log = new LogWatch()) {
            client.close();
            log.await(DETACHED);
        }

        server.close();
        server = TestServer.start(directory);

        assertFalse(connect(new Resumption(0, true, 0)).resumption().resumes());
    }

    @Test
    @DisplayName("a client that was told to go has no connection to come back to")
    void toldToGo() throws Exception {
        connect(Resumption.within(30_000));

        client.send(new Connected(1, 2, 0, 1, 0, false, "no client says that"));
        assertEquals(ErrorCode.PROTOCOL_ERROR, client.expect(Close.class).code());
        client.close();

        assertFalse(connect(new Resumption(0, true, 0)).resumption().resumes());
    }

    private Connected connect(Resumption resumption) throws IOException {
        client = FrameClient.open(server.port());
        sockets.add(client);
        client.preface();
        client.send(new Connect(1, 2, 3, 4, 0, 1 << 24, 0, resumption, null, null, null, "test"));
        Connected connected = client.expect(Connected.class);
        connectedBytes = client.frameBytes();
        return connected;
    }

    private Frame pong() throws IOException {
        client.send(new Ping());
        Frame frame = client.read();
        while (frame instanceof Received) {
            frame = client.read();
        }
        return frame;
    }

    private void fill() throws IOException {
        FrameClient producer = FrameClient.connected(server.port());
        sockets.add(producer);
        SessionClient session = SessionClient.open(producer);
        for (int i = 0; i < MESSAGES; i++) {
            session.send(Messages.ofSize("q", MESSAGE_BYTES));
        }
    }
}
