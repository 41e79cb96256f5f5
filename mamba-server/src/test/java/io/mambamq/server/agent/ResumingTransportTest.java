// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

import static io.mambamq.server.agent.TestAgent.assertClosed;
import static io.mambamq.server.agent.TestAgent.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.Close;
import io.mambamq.protocol.frame.Done;
import io.mambamq.protocol.frame.Preface;
import io.mambamq.protocol.frame.Resumption;
import io.mambamq.server.client.RecordingTransport;
import io.mambamq.server.client.ResumableClient;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A connection outlives its transport: which transport is the one")
class ResumingTransportTest {
    private final TestAgent broker = new TestAgent();

    @Test
    @DisplayName("one that still looks alive is closed when the client comes back, and what it brings then is nothing")
    void halfOpen() {
        ResumableClient client = broker.session();
        RecordingTransport older = client.transport();
        client.saysInVain(send(1, 0, "a"));

        assertTrue(client.comeBack().resumption().resumes());

        assertTrue(older.closed);
        assertFalse(client.transport().closed);
        older.isGone();
        client.says(send(2, 0, "b"));
        broker.run();
        assertEquals(List.of("a", "b"), broker.left("q"));
    }

    @Test
    @DisplayName("one that is silent for three heartbeats is given up, and the connection goes on")
    void silent() {
        ResumableClient client = broker.resumable();
        client.heartbeatMs = 1_000;
        client.connect(30_000);
        RecordingTransport older = client.transport();
        broker.tick(0);
        broker.tick(3_000);
        assertTrue(older.closed);

        assertTrue(client.comeBack().resumption().resumes());

        broker.tick(400);
        assertFalse(client.transport().closed, "its silence begins anew");
    }

    @Test
    @DisplayName("is read or not as the older one was")
    void held() {
        ResumableClient client = broker.session();
        client.cut();
        broker.log.bytesPerProposal = 40L << 20;
        RecordingTransport producer = broker.plainSession();
        producer.says(send(1, 0, "a"));
        broker.loop.run();
        assertFalse(producer.reading);

        RecordingTransport next = broker.transport();
        next.says(Preface.bytes());
        next.says(client.connectFrame(new Resumption(1, true, client.receivedBytes())));
        assertFalse(next.reading);

        broker.run();
        assertTrue(next.reading);
    }

    @Test
    @DisplayName("of a client that has said or heard CLOSE takes the connection with it")
    void afterClose() {
        ResumableClient client = broker.session();
        client.says(new Close(null, ""));
        client.cut();

        assertFalse(client.comeBack().resumption().resumes());
    }

    @Test
    @DisplayName("of a client that broke the protocol takes the connection with it")
    void afterViolation() {
        ResumableClient client = broker.session();
        client.says(new Done(1, 1, 0));
        broker.run();
        assertClosed(client, ErrorCode.PROTOCOL_ERROR);
        client.cut();

        assertFalse(client.comeBack().resumption().resumes());
    }
}
