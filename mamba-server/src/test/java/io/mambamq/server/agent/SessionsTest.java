// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

import static io.mambamq.server.agent.TestAgent.assertClosed;
import static io.mambamq.server.agent.TestAgent.send;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.Credit;
import io.mambamq.protocol.frame.Done;
import io.mambamq.protocol.frame.SessionClose;
import io.mambamq.protocol.frame.SessionOpen;
import io.mambamq.server.client.RecordingTransport;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The sessions of a connection")
class SessionsTest {
    private final TestAgent broker = new TestAgent();

    @Test
    void aSessionsNumberIsFreeAgainAfterItsLastAnswer() {
        RecordingTransport client = broker.plainSession();

        client.says(new SessionClose(1, 7));
        broker.loop.run();
        assertEquals(List.of(new Done(1, 7, 0)), client.heard());
        client.says(new SessionOpen(1, 8, 0));
        broker.loop.run();

        assertEquals(new Done(1, 8, 0), client.heard().get(0));
    }

    @Test
    void aSessionThatIsClosingTakesNoMoreFrames() {
        RecordingTransport client = broker.plainSession();
        client.says(send(1));

        client.says(new SessionClose(1, 7), new Credit(1, 1, 1, 1));
        broker.loop.run();

        assertClosed(client, ErrorCode.PROTOCOL_ERROR);
    }

    @Test
    void aNumberInUseCannotBeOpened() {
        RecordingTransport client = broker.plainSession();

        client.says(new SessionOpen(1, 2, 0));
        broker.loop.run();

        assertClosed(client, ErrorCode.PROTOCOL_ERROR);
    }
}
