// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

import static io.mambamq.server.agent.TestAgent.send;
import static io.mambamq.server.agent.TestAgent.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.ConsumerAttach;
import io.mambamq.protocol.frame.Credit;
import io.mambamq.protocol.frame.Done;
import io.mambamq.protocol.frame.Failed;
import io.mambamq.protocol.frame.Send;
import io.mambamq.protocol.frame.Sent;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.server.client.Messages;
import io.mambamq.server.client.RecordingTransport;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A consumer with a selector gets what matches, though it has to be read back first")
class SelectiveDeliveryTest {
    private final TestAgent broker = TestAgent.withoutCache();

    @Test
    void aSelectiveConsumerReadsAheadAndGetsWhatMatchesInOrder() {
        sendTyped("red", "blue", "red");
        RecordingTransport consumer = selective("JMSType = 'red'");
        assertEquals(3, broker.log.readsPending());

        finishReads();

        assertEquals(List.of("1", "3"), texts(consumer.heard()));
        assertNull(broker.failure);
    }

    @Test
    void aMessageThatCannotBeReadHoldsUpNoSelectiveConsumer() {
        sendTyped("red", "red");
        RecordingTransport consumer = selective("JMSType = 'red'");

        broker.log.failRead();
        finishReads();

        assertEquals(List.of("2"), texts(consumer.heard()));
        assertNull(broker.failure);
    }

    @Test
    void aSelectiveConsumerThatLeavesWhileMessagesAreReadHarmsNobody() {
        sendTyped("red", "red");
        RecordingTransport consumer = selective("JMSType = 'red'");

        consumer.isGone();
        finishReads();

        assertEquals(List.of(), consumer.heard());
        assertNull(broker.failure);
    }

    @Test
    void aMalformedSelectorIsRefusedAndTheSessionGoesOn() {
        RecordingTransport client = broker.plainSession();

        client.says(new ConsumerAttach(1, 2, 1, DestinationName.queue("q"), "a = = 1", false, null));
        broker.loop.run();

        Failed failed = assertInstanceOf(Failed.class, client.heard().get(0));
        assertEquals(ErrorCode.INVALID_SELECTOR, failed.code());
        assertTrue(failed.text().contains("position 5"), failed.text());
        client.says(send(1));
        broker.loop.run();
        broker.log.commit();
        assertEquals(List.of(new Sent(1, 1, 1)), client.heard());
    }

    private void sendTyped(String... types) {
        RecordingTransport producer = broker.plainSession();
        for (int i = 0; i < types.length; i++) {
            EncodedMessage message = Messages.text(Messages.headers("q").type(types[i]), Integer.toString(i + 1));
            producer.says(new Send(1, i + 1, 0, true, message));
        }
        broker.loop.run();
        broker.log.commit();
    }

    private RecordingTransport selective(String selector) {
        RecordingTransport client = broker.plainSession();
        client.says(new ConsumerAttach(1, 2, 1, DestinationName.queue("q"), selector, false, null));
        client.says(new Credit(1, 1, 10, 1 << 20));
        broker.loop.run();
        assertEquals(List.of(new Done(1, 2, 0)), client.heard());
        return client;
    }

    private void finishReads() {
        while (broker.log.readsPending() > 0) {
            broker.log.finishRead();
            broker.loop.run();
        }
    }
}
