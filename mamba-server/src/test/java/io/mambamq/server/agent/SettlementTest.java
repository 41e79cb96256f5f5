// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

import static io.mambamq.server.agent.TestAgent.deliveries;
import static io.mambamq.server.agent.TestAgent.send;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mambamq.protocol.frame.DeliveryRanges;
import io.mambamq.protocol.frame.Settle;
import io.mambamq.protocol.frame.SettleOutcome;
import io.mambamq.server.client.RecordingTransport;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A settlement that wants no answer waits for company")
class SettlementTest {
    private final TestAgent broker = new TestAgent();

    @Test
    void anAcknowledgementThatWantsNoAnswerLeavesWithTheNextSend() {
        RecordingTransport consumer = broker.plainConsumer("q");
        RecordingTransport producer = broker.plainSession();
        producer.says(send(1));
        broker.loop.run();
        broker.log.commit();
        long delivery = deliveries(consumer.heard()).get(0).delivery();

        consumer.says(new Settle(1, 0, 0, SettleOutcome.ACCEPTED, DeliveryRanges.single(delivery)));
        broker.loop.run();
        assertEquals(List.of(), broker.log.inFlight());

        producer.says(send(2));
        broker.loop.run();
        assertEquals(2, broker.log.inFlight().size());
    }

    @Test
    void anAcknowledgementThatFindsNoCompanyLeavesByItself() {
        RecordingTransport consumer = broker.plainConsumer("q");
        consumer.says(send(1));
        broker.loop.run();
        broker.log.commit();
        long delivery = deliveries(consumer.heard()).get(0).delivery();
        consumer.says(new Settle(1, 0, 0, SettleOutcome.ACCEPTED, DeliveryRanges.single(delivery)));
        broker.loop.run();

        broker.loop.tick();

        assertEquals(1, broker.log.inFlight().size());
    }
}
