// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

import static io.mambamq.server.agent.TestAgent.assertClosed;
import static io.mambamq.server.agent.TestAgent.send;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mambamq.core.command.Command;
import io.mambamq.core.command.CommandType;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.Connect;
import io.mambamq.protocol.frame.Done;
import io.mambamq.protocol.frame.Preface;
import io.mambamq.protocol.frame.Sent;
import io.mambamq.protocol.frame.SessionClose;
import io.mambamq.protocol.frame.SessionOpen;
import io.mambamq.server.client.RecordingTransport;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A client that the broker knows by its secret")
class KnownClientTest {
    private final TestAgent broker = new TestAgent();

    @Test
    @DisplayName("what a client that comes and goes proposes waits for company, and its answers do not wait for it")
    void comingAndGoing() {
        RecordingTransport client = secretClient();
        client.says(new SessionOpen(1, 1, 5));
        broker.loop.run();
        assertEquals(new Done(1, 1, 0), client.heard().get(0));
        assertEquals(List.of(), broker.log.inFlight(), "nobody waits for the client to be known");

        client.says(send(1));
        broker.loop.run();
        assertEquals(
                List.of(
                        CommandType.REMEMBER_CLIENT,
                        CommandType.DECLARE_DESTINATION,
                        CommandType.OPEN_LEDGER,
                        CommandType.SEND),
                broker.log.inFlight().stream().map(Command::type).toList());
        broker.log.commit();
        assertEquals(List.of(new Sent(1, 1, 1)), client.heard());

        client.says(new SessionClose(1, 2));
        broker.loop.run();
        assertEquals(List.of(new Done(1, 2, 0)), client.heard());
        assertEquals(List.of(), broker.log.inFlight(), "nobody waits for the ledger to end");
    }

    @Test
    @DisplayName("the answer to a session that is opened again waits for what the lost connection had proposed")
    void openedAgain() {
        RecordingTransport older = secretClient();
        older.says(new SessionOpen(1, 1, 5), send(1));
        broker.loop.run();

        RecordingTransport newer = secretClient();
        newer.says(new SessionOpen(1, 1, 5));
        broker.loop.run();
        assertClosed(older, ErrorCode.CONNECTION_REPLACED);
        assertEquals(List.of(), newer.heard());

        broker.log.commit();
        assertEquals(
                List.of(new Sent(1, 1, 1), new Done(1, 1, 1)), newer.heard().subList(0, 2));
    }

    private RecordingTransport secretClient() {
        RecordingTransport transport = broker.transport();
        transport.says(Preface.bytes());
        transport.says(new Connect(1, 2, 3, 4, 0, 1 << 20, 0, null, null, null, "test"));
        broker.loop.run();
        transport.heard();
        return transport;
    }
}
