// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

import static io.mambamq.server.agent.TestAgent.assertClosed;
import static io.mambamq.server.agent.TestAgent.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.journal.JournalException;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.Close;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.Sent;
import io.mambamq.server.client.RecordingTransport;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The agent: from its start until it is quiet or has failed")
class PartitionAgentTest {
    private final TestAgent broker = new TestAgent();

    @Test
    void nobodyIsLetInBeforeTheRestartIsDurable() {
        TestAgent restarted = TestAgent.starting();
        assertNull(restarted.transport());
        assertFalse(restarted.ready);

        restarted.log.commit();

        assertTrue(restarted.ready);
        restarted.plainClient();
    }

    @Test
    void closingConfirmsWhatWasSentAndThenTellsTheClients() {
        RecordingTransport client = broker.plainSession();
        client.says(send(1));
        broker.loop.run();

        broker.agent.shutDown();
        broker.loop.run();
        assertFalse(client.reading);
        assertEquals(List.of(), client.heard());
        assertNull(broker.transport());

        broker.log.commit();
        broker.loop.run();
        List<Frame> heard = client.heard();
        assertEquals(new Sent(1, 1, 1), heard.get(0));
        assertEquals(
                ErrorCode.SHUTTING_DOWN,
                assertInstanceOf(Close.class, heard.get(1)).code());
        assertFalse(broker.quiet);

        client.isGone();
        broker.loop.run();
        assertTrue(broker.quiet);
    }

    @Test
    void aFailedLogConfirmsNothingAndEndsEveryConnection() {
        RecordingTransport producer = broker.plainSession();
        RecordingTransport idle = broker.plainSession();
        producer.says(send(1));
        broker.loop.run();
        broker.mayFail = true;
        JournalException cause = new JournalException(JournalException.Kind.IO, "the disk is gone");

        broker.log.fail(cause);
        broker.loop.run();

        assertClosed(producer, ErrorCode.LOG_FAILED);
        assertClosed(idle, ErrorCode.LOG_FAILED);
        assertSame(cause, broker.failure);
        assertNull(broker.transport());
    }

    @Test
    void aDefectStopsTheBroker() {
        RecordingTransport client = broker.plainSession();
        broker.mayFail = true;
        broker.log.defect = new IllegalStateException("a bug, for the test");

        client.says(send(1));
        broker.loop.run();

        assertClosed(client, ErrorCode.INTERNAL_ERROR);
        assertSame(broker.log.defect, broker.failure);
    }
}
