// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

import static io.mambamq.server.agent.TestAgent.send;
import static io.mambamq.server.agent.TestAgent.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mambamq.protocol.frame.Deliver;
import io.mambamq.protocol.frame.Drain;
import io.mambamq.protocol.frame.Drained;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.Sent;
import io.mambamq.server.client.Messages;
import io.mambamq.server.client.RecordingTransport;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A message that is no longer in memory is read back before it is delivered")
class ReadBackTest {
    private final TestAgent broker = TestAgent.withoutCache();

    @Test
    void nothingOvertakesAMessageThatIsReadBack() {
        RecordingTransport producer = broker.plainSession();
        producer.says(send(1), send(2));
        broker.loop.run();
        broker.log.commit();
        RecordingTransport consumer = broker.plainConsumer("q");
        consumer.says(new Drain(1, 1));
        broker.loop.run();
        assertEquals(2, broker.log.readsPending());
        assertEquals(List.of(), consumer.heard());

        broker.log.finishRead();
        broker.loop.run();
        assertEquals(List.of("1"), texts(consumer.heard()));
        broker.log.finishRead();
        broker.loop.run();

        List<Frame> heard = consumer.heard();
        assertEquals("2", Messages.textOf(((Deliver) heard.get(0)).message()));
        assertEquals(List.of(new Drained(1, 1)), heard.subList(1, heard.size()));
    }

    @Test
    void confirmationsDoNotWaitForAMessageThatIsReadBack() {
        RecordingTransport client = broker.plainConsumer("q");
        client.says(send(1));
        broker.loop.run();
        broker.log.commit();

        assertEquals(List.of(new Sent(1, 1, 1)), client.heard());
        broker.log.finishRead();
        broker.loop.run();
        assertEquals(List.of("1"), texts(client.heard()));
    }

    @Test
    void aMessageThatCannotBeReadHoldsUpNobodyElse() {
        RecordingTransport consumer = broker.plainConsumer("q");
        RecordingTransport producer = broker.plainSession();
        producer.says(send(1), send(2));
        broker.loop.run();
        broker.log.commit();

        broker.log.failRead();
        broker.log.finishRead();
        broker.loop.run();

        assertEquals(List.of("2"), texts(consumer.heard()));
        assertNull(broker.failure);
    }

    @Test
    void aMessageThatIsReadBackForAClientThatLeftIsDropped() {
        RecordingTransport consumer = broker.plainConsumer("q");
        RecordingTransport producer = broker.plainSession();
        producer.says(send(1));
        broker.loop.run();
        broker.log.commit();
        assertEquals(1, broker.log.readsPending());

        consumer.isGone();
        broker.log.finishRead();
        broker.loop.run();

        assertEquals(List.of(), consumer.heard());
        assertNull(broker.failure);
    }
}
