// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

import static io.mambamq.server.agent.TestAgent.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.Send;
import io.mambamq.protocol.frame.SendFailed;
import io.mambamq.protocol.frame.Sent;
import io.mambamq.protocol.message.DestinationKind;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.server.client.Messages;
import io.mambamq.server.client.RecordingTransport;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A send is confirmed when it is durable")
class ConfirmationTest {
    private final TestAgent broker = new TestAgent();

    @Test
    void aSendIsConfirmedWhenItIsDurableAndNotBefore() {
        RecordingTransport client = broker.plainSession();

        client.says(send(1));
        broker.loop.run();
        assertEquals(List.of(), client.heard());

        broker.log.commit();
        assertEquals(List.of(new Sent(1, 1, 1)), client.heard());
    }

    @Test
    void whatComesWhileABatchIsOnItsWayLeavesWithTheNext() {
        RecordingTransport client = broker.plainSession();
        client.says(send(1));
        broker.loop.run();
        client.says(send(2));
        client.says(send(3));
        broker.loop.run();
        // The queue's declaration and the first send.
        assertEquals(2, broker.log.inFlight().size());

        broker.log.commit();
        assertEquals(List.of(new Sent(1, 1, 1)), client.heard());
        assertEquals(2, broker.log.inFlight().size());

        broker.log.commit();
        assertEquals(List.of(new Sent(1, 2, 3)), client.heard());
    }

    @Test
    void framesThatArriveTogetherAreOneBatchAndOneFlush() {
        RecordingTransport client = broker.plainSession();
        int flushes = client.flushes;

        client.says(send(1), send(2), send(3));
        broker.loop.run();
        broker.log.commit();

        assertEquals(List.of(new Sent(1, 1, 3)), client.heard());
        assertEquals(flushes + 1, client.flushes);
    }

    @Test
    void aRefusedSendLiesInNoConfirmedRange() {
        RecordingTransport client = broker.plainSession();

        client.says(send(1));
        broker.loop.run();
        client.says(new Send(
                1,
                2,
                0,
                true,
                Messages.text(
                        Messages.headers("q").destination(new DestinationName(DestinationKind.TEMPORARY_TOPIC, "t")),
                        "x")));
        broker.loop.run();
        client.says(send(3));
        broker.loop.run();
        broker.log.commit();
        broker.log.commit();

        List<Frame> heard = client.heard();
        assertEquals(2, assertInstanceOf(SendFailed.class, heard.get(0)).sequence());
        assertEquals(List.of(new Sent(1, 1, 1), new Sent(1, 3, 3)), heard.subList(1, heard.size()));
    }
}
