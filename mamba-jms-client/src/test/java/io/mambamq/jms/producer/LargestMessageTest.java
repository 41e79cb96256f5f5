// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.MambaConnectionFactory;
import io.mambamq.server.MambaServer;
import io.mambamq.server.ServerConfig;
import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that takes larger messages than by default. */
@Timeout(60)
class LargestMessageTest {
    private static final int MESSAGE_BYTES_MAX = 20 << 20;
    private static final Pattern REFUSAL = Pattern.compile("has (\\d+) bytes, the broker takes at most (\\d+)");

    @TempDir
    Path directory;

    private MambaServer server;
    private Connection connection;
    private Session session;
    private Queue queue;

    @BeforeEach
    void start() throws Exception {
        server = MambaServer.start(ServerConfig.builder(directory)
                .listen("127.0.0.1", 0)
                .journalSegmentBytes(16 << 20)
                .messageBytesMax(MESSAGE_BYTES_MAX)
                .build());
        connection = new MambaConnectionFactory(server.url()).createConnection();
        connection.start();
        session = connection.createSession();
        queue = session.createQueue("large");
    }

    @AfterEach
    void stop() throws Exception {
        connection.close();
        server.close();
    }

    @Test
    @DisplayName("a text of more than 16 MiB goes through a broker that takes it")
    void largeText() throws Exception {
        String text = "0123456789abcdef".repeat(MESSAGE_BYTES_MAX / 16);

        session.createProducer(queue).send(session.createTextMessage(text));

        Message received = session.createConsumer(queue).receive(30_000);
        assertEquals(text, received.getBody(String.class));
    }

    @Test
    @DisplayName(
            "a message that is too large is refused with the limit and the option that raises it; the largest one arrives")
    void largestMessage() throws Exception {
        int tooLarge = MESSAGE_BYTES_MAX + (64 << 10);

        ResourceAllocationException refusal = assertThrows(ResourceAllocationException.class, () -> send(tooLarge));
        assertTrue(refusal.getMessage().contains("--message-bytes-max"), refusal.getMessage());
        Matcher sizes = REFUSAL.matcher(refusal.getMessage());
        assertTrue(sizes.find(), refusal.getMessage());
        int excess = Integer.parseInt(sizes.group(1)) - Integer.parseInt(sizes.group(2));
        assertTrue(excess > 0, refusal.getMessage());
        assertThrows(ResourceAllocationException.class, () -> send(tooLarge - excess + 1));

        String largest = send(tooLarge - excess);

        Message received = session.createConsumer(queue).receive(30_000);
        assertEquals(largest, received.getStringProperty("large"));
    }

    /** With a property of that many bytes: a body would not be sent within the message. */
    private String send(int length) throws Exception {
        String value = "x".repeat(length);
        Message message = session.createMessage();
        message.setStringProperty("large", value);
        session.createProducer(queue).send(message);
        return value;
    }
}
