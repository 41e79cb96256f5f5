// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

import static io.mambamq.server.agent.TestAgent.assertClosed;
import static io.mambamq.server.agent.TestAgent.send;
import static io.mambamq.server.agent.TestAgent.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.Close;
import io.mambamq.protocol.frame.Connect;
import io.mambamq.protocol.frame.Connected;
import io.mambamq.protocol.frame.Ping;
import io.mambamq.protocol.frame.Pong;
import io.mambamq.protocol.frame.Preface;
import io.mambamq.protocol.frame.Received;
import io.mambamq.protocol.frame.Resumption;
import io.mambamq.protocol.frame.Send;
import io.mambamq.server.client.Messages;
import io.mambamq.server.client.RecordingTransport;
import io.mambamq.server.client.ResumableClient;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A connection outlives its transport: on which terms, and for whom")
class ResumingTermsTest {
    private final TestAgent broker = new TestAgent();

    @Test
    @DisplayName("no more than a minute, and nothing without a wish, without a secret, or within the JVM")
    void granted() {
        assertEquals(Resumption.within(7), connect(broker.resumable(), 7).resumption());
        assertEquals(
                Resumption.within(60_000), connect(broker.resumable(), 60_001).resumption());
        assertEquals(Resumption.NONE, connect(broker.resumable(), 0).resumption());
        assertEquals(Resumption.NONE, greeting(false, 0).resumption());
        assertEquals(Resumption.NONE, greeting(true, 3).resumption());
    }

    private Connected connect(ResumableClient client, int resumeTimeoutMs) {
        Connected connected = client.connect(resumeTimeoutMs);
        client.says(new Close(null, ""));
        broker.run();
        client.cut();
        return connected;
    }

    private Connected greeting(boolean withinJvm, long secret) {
        RecordingTransport transport = broker.transport();
        transport.withinJvm = withinJvm;
        transport.says(Preface.bytes());
        transport.says(
                new Connect(8, 8, secret, secret, 0, 1 << 20, 0, Resumption.within(7), null, null, null, "test"));
        broker.run();
        transport.isGone();
        return (Connected) transport.heard().get(0);
    }

    @Test
    @DisplayName("a connection that nothing was granted ends with its transport")
    void nothingGranted() {
        ResumableClient client = broker.resumable();
        client.connect(0);
        client.cut();

        Connected again = client.comeBack();

        assertFalse(again.resumption().resumes());
        assertTrue(again.known());
    }

    @Test
    @DisplayName("the client hears of each 64 KiB that arrived, and along with a sign of life")
    void received() {
        ResumableClient client = broker.session();
        client.says(new Ping());
        broker.run();
        client.hear();
        assertEquals(List.of(new Received(client.saidBytes()), new Pong()), client.heard());

        client.says(new Send(1, 1, 0, false, Messages.ofSize("q", 65 << 10)));
        long said = client.saidBytes();
        client.says(send(2, 0, "a"));
        broker.run();
        client.hear();

        assertEquals(
                List.of(new Received(said)),
                client.heard().stream().filter(Received.class::isInstance).toList());
    }

    @Test
    @DisplayName("M-50: neither with another secret nor as another user, and the client may still come back")
    void stranger() {
        ResumableClient client = broker.consumer("q");
        RecordingTransport producer = broker.plainSession();
        client.cut();
        producer.says(send(1, 0, "a"));
        broker.run();

        ResumableClient guess = broker.resumable();
        assertFalse(guess.comeBack(0).resumption().resumes());
        guess.says(new Close(null, ""));
        broker.run();
        guess.cut();
        ResumableClient thief = broker.resumable();
        thief.secret = client.secret;
        thief.user = "thief";
        assertFalse(thief.comeBack(0).resumption().resumes());
        assertEquals(List.of(), thief.heard());

        assertTrue(client.comeBack().resumption().resumes());
        assertEquals(List.of("a"), texts(client.heard()));
    }

    @Test
    @DisplayName("who has received more than was sent is refused, and the connection still waits for its client")
    void receivedTooMuch() {
        ResumableClient client = broker.session();
        client.cut();

        RecordingTransport wrong = broker.transport();
        wrong.says(Preface.bytes());
        wrong.says(client.connectFrame(new Resumption(1, true, client.receivedBytes() + 1)));
        broker.run();

        assertClosed(wrong, ErrorCode.PROTOCOL_ERROR);
        assertTrue(client.comeBack().resumption().resumes());
    }

    @Test
    @DisplayName("who goes on before it knows what has arrived is refused")
    void tooEarly() {
        ResumableClient client = broker.session();
        client.cut();

        RecordingTransport wrong = broker.transport();
        wrong.says(Preface.bytes());
        wrong.says(client.connectFrame(new Resumption(1, true, client.receivedBytes())), new Ping());
        broker.run();

        assertClosed(wrong, ErrorCode.PROTOCOL_ERROR);
        assertTrue(client.comeBack().resumption().resumes());
    }

    @Test
    @DisplayName("RECEIVED of more than was sent ends the connection")
    void acknowledgesTooMuch() {
        ResumableClient client = broker.session();

        client.says(new Received(client.receivedBytes() + 1));
        broker.run();

        assertClosed(client, ErrorCode.PROTOCOL_ERROR);
    }

    @Test
    @DisplayName("RECEIVED of less than before ends the connection")
    void acknowledgesLess() {
        ResumableClient client = broker.session();
        client.says(new Received(client.receivedBytes()), new Received(client.receivedBytes()));
        broker.run();
        assertFalse(client.transport().outputClosed);

        client.says(new Received(client.receivedBytes() - 1));
        broker.run();

        assertClosed(client, ErrorCode.PROTOCOL_ERROR);
    }

    @Test
    @DisplayName("RECEIVED on a connection that ends with its transport ends it")
    void nothingToAcknowledge() {
        RecordingTransport client = broker.plainSession();

        client.says(new Received(0));
        broker.run();

        assertClosed(client, ErrorCode.PROTOCOL_ERROR);
    }
}
