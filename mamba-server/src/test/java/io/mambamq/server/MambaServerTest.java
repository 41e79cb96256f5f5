// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mambamq.protocol.frame.ConsumerAttach;
import io.mambamq.protocol.frame.Credit;
import io.mambamq.protocol.frame.Deliver;
import io.mambamq.protocol.frame.DeliveryRanges;
import io.mambamq.protocol.frame.Done;
import io.mambamq.protocol.frame.Send;
import io.mambamq.protocol.frame.SendCredit;
import io.mambamq.protocol.frame.Sent;
import io.mambamq.protocol.frame.SessionOpen;
import io.mambamq.protocol.frame.Settle;
import io.mambamq.protocol.frame.SettleOutcome;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.server.client.FrameClient;
import io.mambamq.server.client.Messages;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MambaServerTest {
    @TempDir
    Path directory;

    @Test
    void aMessageGoesFromASenderToAConsumer() throws Exception {
        try (MambaServer server = MambaServer.start(
                        ServerConfig.builder(directory).listen("127.0.0.1", 0).build());
                FrameClient client = FrameClient.connected(server.port())) {
            client.send(new SessionOpen(1, 1));
            assertEquals(new Done(1, 1, 0), client.read());
            client.expect(SendCredit.class);

            client.send(new Send(1, 1, 0, true, Messages.text("orders", "hello")));
            assertEquals(new Sent(1, 1, 1), client.read());

            client.send(
                    new ConsumerAttach(1, 2, 1, DestinationName.queue("orders"), null, false),
                    new Credit(1, 1, 10, 1 << 20));
            assertEquals(new Done(1, 2, 0), client.read());
            Deliver delivery = client.expect(Deliver.class);
            assertEquals("hello", Messages.textOf(delivery.message()));

            client.send(new Settle(1, 3, 0, SettleOutcome.ACCEPTED, DeliveryRanges.single(delivery.delivery())));
            assertEquals(new Done(1, 3, 0), client.read());
        }
    }
}
