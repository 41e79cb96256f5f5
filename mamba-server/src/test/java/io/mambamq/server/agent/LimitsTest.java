// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

import static io.mambamq.server.agent.TestAgent.deliveries;
import static io.mambamq.server.agent.TestAgent.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.Deliver;
import io.mambamq.protocol.frame.DeliveryRanges;
import io.mambamq.protocol.frame.Done;
import io.mambamq.protocol.frame.Failed;
import io.mambamq.protocol.frame.SendFailed;
import io.mambamq.protocol.frame.Sent;
import io.mambamq.protocol.frame.SessionOpen;
import io.mambamq.protocol.frame.Settle;
import io.mambamq.protocol.frame.SettleOutcome;
import io.mambamq.server.client.RecordingTransport;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The broker takes no more than it has room for")
class LimitsTest {
    private final TestAgent broker = new TestAgent();

    @Test
    void aConnectionHasOnlySoManySessions() {
        RecordingTransport client = broker.plainSession();
        client.says(new SessionOpen(2, 2, 0), new SessionOpen(3, 3, 0));
        broker.loop.run();

        Failed refusal = (Failed) client.heard().stream()
                .filter(Failed.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertEquals(3, refusal.session());
        assertEquals(ErrorCode.RESOURCE_LIMIT, refusal.code());
    }

    @Test
    void thereAreOnlySoManyConnections() {
        for (int i = 0; i < TestAgent.CONNECTIONS_MAX; i++) {
            broker.plainClient();
        }

        assertNull(broker.transport());
    }

    @Test
    void clientsAreNotReadWhileTheLogIsFarBehind() {
        RecordingTransport client = broker.plainSession();
        broker.log.bytesPerProposal = 20 << 20;

        client.says(send(1), send(2));
        broker.loop.run();
        assertFalse(client.reading);

        broker.log.commit();
        assertTrue(client.reading);
    }

    @Test
    void withoutSpaceSendsAreRefusedAndTheRestGoesOn() {
        RecordingTransport consumer = broker.plainConsumer("q");
        RecordingTransport producer = broker.plainSession();
        producer.says(send(1));
        broker.loop.run();
        broker.log.commit();
        Deliver delivery = deliveries(consumer.heard()).get(0);
        producer.heard();

        broker.log.space(false);
        producer.says(send(2));
        consumer.says(new Settle(1, 5, 0, SettleOutcome.ACCEPTED, DeliveryRanges.single(delivery.delivery())));
        broker.loop.run();
        assertEquals(
                ErrorCode.RESOURCE_LIMIT,
                assertInstanceOf(SendFailed.class, producer.heard().get(0)).code());

        broker.log.space(true);
        broker.log.commit();
        assertEquals(List.of(new Done(1, 5, 0)), consumer.heard());
        producer.says(send(3));
        broker.loop.run();
        broker.log.commit();
        assertEquals(List.of(new Sent(1, 3, 3)), producer.heard());
    }
}
