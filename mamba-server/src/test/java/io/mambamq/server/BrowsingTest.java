// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.Browse;
import io.mambamq.protocol.frame.Browsed;
import io.mambamq.protocol.frame.BrowserClose;
import io.mambamq.protocol.frame.BrowserOpen;
import io.mambamq.protocol.frame.Close;
import io.mambamq.protocol.frame.Deliver;
import io.mambamq.protocol.frame.Done;
import io.mambamq.protocol.frame.Failed;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.SendCredit;
import io.mambamq.protocol.frame.SettleOutcome;
import io.mambamq.protocol.frame.TemporaryCreate;
import io.mambamq.protocol.message.DestinationKind;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.server.client.FrameClient;
import io.mambamq.server.client.Messages;
import io.mambamq.server.client.SessionClient;
import io.mambamq.server.client.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Browsers and temporary queues, frame by frame")
@Timeout(60)
class BrowsingTest {
    private static final int SESSION = 1;
    private static final int BROWSER = 9;
    private static final DestinationName QUEUE = DestinationName.queue("q");

    @TempDir
    Path directory;

    private MambaServer server;
    private FrameClient client;
    private SessionClient session;

    @BeforeEach
    void start() throws Exception {
        // Almost nothing is in the cache.
        server = MambaServer.start(
                TestServer.config(directory).cacheBytesMax(2_000).build());
        client = FrameClient.connected(server.port());
        session = SessionClient.open(client, SESSION);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.close();
    }

    @Test
    @DisplayName("M-42: cold messages come from the journal in their order, then the answer")
    void coldMessages() throws Exception {
        List<String> sent =
                IntStream.range(0, 150).mapToObj(i -> "message " + i).toList();
        for (String text : sent) {
            session.send(Messages.text("q", text));
        }
        client.send(new BrowserOpen(SESSION, 100, BROWSER, QUEUE, null));
        assertEquals(new Done(SESSION, 100, 0), next());

        List<String> shown = new ArrayList<>();
        assertEquals(0, browse(101, 10, shown));
        assertEquals(10, shown.size());
        assertEquals(0, browse(102, 1_000, shown));
        assertEquals(74, shown.size());
        assertEquals(0, browse(103, 1_000, shown));
        assertEquals(1, browse(104, 1_000, shown));
        assertEquals(sent, shown);
        client.send(new BrowserClose(SESSION, 105, BROWSER));
        assertEquals(new Done(SESSION, 105, 0), next());
    }

    @Test
    @DisplayName("M-42: a selector is tried on cold messages, too, and what was consumed meanwhile is not shown")
    void selector() throws Exception {
        for (int i = 0; i < 40; i++) {
            session.send(typed("message " + i, i % 10 == 0 ? "red" : "blue"));
        }
        client.send(new BrowserOpen(SESSION, 100, BROWSER, QUEUE, "JMSType = 'red'"));
        assertEquals(new Done(SESSION, 100, 0), next());
        session.attach("q");
        for (int i = 0; i < 11; i++) {
            session.credit(1);
            Deliver delivery = session.receive();
            session.settle(SettleOutcome.ACCEPTED, delivery);
        }

        List<String> shown = new ArrayList<>();

        assertEquals(1, browse(101, 1_000, shown));
        assertEquals(List.of("message 20", "message 30"), shown);
    }

    @Test
    @DisplayName("M-42: a client need not wait until its browser is open")
    void pipelined() throws Exception {
        session.send(Messages.text("q", "one"));

        client.send(
                new BrowserOpen(SESSION, 100, BROWSER, QUEUE, null),
                new Browse(SESSION, 101, BROWSER, 10, 1_000),
                new BrowserClose(SESSION, 102, BROWSER));

        assertEquals(new Done(SESSION, 100, 0), next());
        assertEquals("one", Messages.textOf(((Browsed) next()).message()));
        assertEquals(new Done(SESSION, 101, 1), next());
        assertEquals(new Done(SESSION, 102, 0), next());
    }

    @Test
    @DisplayName("Whoever browses what it has not opened is thrown out")
    void unknownBrowser() throws Exception {
        client.send(new Browse(SESSION, 101, BROWSER, 10, 1_000));

        assertEquals(ErrorCode.PROTOCOL_ERROR, ((Close) next()).code());
    }

    @Test
    @DisplayName("M-41: a temporary queue ends with a connection that is gone without a word")
    void lostConnection() throws Exception {
        DestinationName temporary = new DestinationName(DestinationKind.TEMPORARY_QUEUE, "t-1");
        FrameClient owner = FrameClient.connected(server.port());
        SessionClient ownSession = SessionClient.open(owner, SESSION);
        owner.send(new TemporaryCreate(SESSION, 100, temporary));
        assertEquals(new Done(SESSION, 100, 0), owner.read());
        assertTrue(session.trySend(to(temporary)));
        client.send(new BrowserOpen(SESSION, 100, BROWSER, temporary, null));
        assertEquals(ErrorCode.INVALID_DESTINATION, ((Failed) next()).code());
        ownSession.send(to(temporary));

        owner.close();

        boolean taken = true;
        while (taken) {
            taken = session.trySend(to(temporary));
        }
        client.send(new TemporaryCreate(SESSION, 101, temporary));
        assertEquals(new Done(SESSION, 101, 0), next());
    }

    // ---- words

    private static EncodedMessage typed(String text, String type) {
        return Messages.text(Messages.headers("q").type(type), text);
    }

    private static EncodedMessage to(DestinationName destination) {
        return Messages.text(Messages.headers("any").destination(destination), "reply");
    }

    /** Adds what is shown, and returns the value of the answer. */
    private long browse(int request, int messages, List<String> shown) throws IOException {
        client.send(new Browse(SESSION, request, BROWSER, messages, 1 << 20));
        for (Frame frame = next(); ; frame = next()) {
            if (frame instanceof Done done) {
                assertEquals(request, done.request());
                return done.value();
            }
            Browsed browsed = (Browsed) frame;
            assertEquals(BROWSER, browsed.browser());
            assertEquals(1, browsed.deliveryCount());
            shown.add(Messages.textOf(browsed.message()));
        }
    }

    private Frame next() throws IOException {
        Frame frame = client.read();
        while (frame instanceof SendCredit) {
            frame = client.read();
        }
        return frame;
    }
}
