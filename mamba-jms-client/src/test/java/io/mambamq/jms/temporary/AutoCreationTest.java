// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.temporary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.MambaConnectionFactory;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.server.MambaServer;
import io.mambamq.server.ServerConfig;
import jakarta.jms.Connection;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AutoCreationTest {
    @TempDir
    Path directory;

    private MambaServer server;
    private Connection connection;
    private Session session;

    @BeforeEach
    void start() throws Exception {
        server = MambaServer.start(ServerConfig.builder(directory)
                .listen("127.0.0.1", 0)
                .journalSegmentBytes(16 << 20)
                .autoCreateDestinations(false)
                .declare(DestinationName.queue("orders"))
                .build());
        connection = new MambaConnectionFactory(server.url()).createConnection();
        connection.start();
        session = connection.createSession();
    }

    @AfterEach
    void stop() throws Exception {
        connection.close();
        server.close();
    }

    @Test
    @DisplayName(
            "M-91: where nothing is created on first use, a queue that does not exist is an InvalidDestinationException")
    void unknownQueue() throws Exception {
        Queue unknown = session.createQueue("order");

        InvalidDestinationException refusal = assertThrows(
                InvalidDestinationException.class,
                () -> session.createProducer(unknown).send(session.createMessage()));
        assertTrue(refusal.getMessage().contains("\"order\" does not exist"), refusal.getMessage());
        assertThrows(InvalidDestinationException.class, () -> session.createConsumer(unknown));
        assertThrows(InvalidDestinationException.class, () -> session.createBrowser(unknown));
    }

    @Test
    @DisplayName("M-41: declared and temporary queues work there")
    void knownQueues() throws Exception {
        Queue declared = session.createQueue("orders");
        TemporaryQueue temporary = session.createTemporaryQueue();
        for (Queue queue : new Queue[] {declared, temporary}) {
            session.createProducer(queue).send(session.createTextMessage("hello"));

            Message received = session.createConsumer(queue).receive(10_000);
            assertEquals("hello", received.getBody(String.class));
        }
    }
}
