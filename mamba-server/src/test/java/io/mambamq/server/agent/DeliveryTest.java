// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

import static io.mambamq.server.agent.TestAgent.deliveries;
import static io.mambamq.server.agent.TestAgent.send;
import static io.mambamq.server.agent.TestAgent.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mambamq.protocol.frame.Deliver;
import io.mambamq.server.client.Messages;
import io.mambamq.server.client.RecordingTransport;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A message is delivered when it is durable, and again if its consumer is lost")
class DeliveryTest {
    private final TestAgent broker = new TestAgent();

    @Test
    void aMessageIsDeliveredOnlyWhenItIsDurable() {
        RecordingTransport consumer = broker.plainConsumer("q");
        RecordingTransport producer = broker.plainSession();

        producer.says(send(1));
        broker.loop.run();
        assertEquals(List.of(), consumer.heard());

        broker.log.commit();
        assertEquals(List.of("1"), texts(consumer.heard()));
    }

    @Test
    void aLostConnectionsDeliveriesGoToTheNextConsumerAsRedelivered() {
        RecordingTransport first = broker.plainConsumer("q");
        RecordingTransport producer = broker.plainSession();
        producer.says(send(1), send(2));
        broker.loop.run();
        broker.log.commit();
        assertEquals(List.of("1", "2"), texts(first.heard()));

        first.isGone();
        RecordingTransport second = broker.plainConsumer("q");
        broker.log.commit();

        List<Deliver> deliveries = deliveries(second.heard());
        assertEquals(
                List.of("1", "2"),
                deliveries.stream().map(d -> Messages.textOf(d.message())).toList());
        assertEquals(
                List.of(2, 2), deliveries.stream().map(Deliver::deliveryCount).toList());
    }
}
