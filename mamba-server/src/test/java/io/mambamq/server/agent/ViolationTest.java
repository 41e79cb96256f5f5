// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

import static io.mambamq.server.agent.TestAgent.assertClosed;
import static io.mambamq.server.agent.TestAgent.send;
import static io.mambamq.server.agent.TestAgent.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.Credit;
import io.mambamq.protocol.frame.DeliveryRanges;
import io.mambamq.protocol.frame.SendCredit;
import io.mambamq.protocol.frame.Sent;
import io.mambamq.protocol.frame.Settle;
import io.mambamq.protocol.frame.SettleOutcome;
import io.mambamq.server.client.RecordingTransport;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Who breaks the protocol loses the connection")
class ViolationTest {
    private final TestAgent broker = new TestAgent();

    @Test
    void whoBreaksTheRulesHarmsNobodyElse() {
        RecordingTransport consumer = broker.plainConsumer("q");
        RecordingTransport producer = broker.plainSession();
        RecordingTransport villain = broker.plainSession();

        producer.says(send(1));
        villain.says(new Settle(1, 0, 0, SettleOutcome.ACCEPTED, DeliveryRanges.single(99)));
        villain.says(new Credit(1, 77, 1, 1));
        broker.loop.run();
        broker.log.commit();

        assertClosed(villain, ErrorCode.PROTOCOL_ERROR);
        assertEquals(List.of(new Sent(1, 1, 1)), producer.heard());
        assertEquals(List.of("1"), texts(consumer.heard()));
    }

    @Test
    void aServersFrameFromAClientIsAMistake() {
        RecordingTransport client = broker.plainSession();

        client.says(new SendCredit(1, 5));
        broker.loop.run();

        assertClosed(client, ErrorCode.PROTOCOL_ERROR);
    }
}
