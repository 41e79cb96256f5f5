// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.journal.BackEnd;
import io.mambamq.ra.MambaResourceAdapter;
import io.mambamq.ra.container.ContainerDouble;
import io.mambamq.server.JournalSettings;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Queue;
import jakarta.jms.ResourceAllocationRuntimeException;
import jakarta.resource.spi.ResourceAdapterInternalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the embedded broker works, as the adapter's properties say. */
@Timeout(60)
class EmbeddedPropertiesTest {
    private final MambaResourceAdapter adapter = new MambaResourceAdapter();

    @TempDir
    Path directory;

    @Test
    @DisplayName("What is not set, or set to nothing, is as a server has it by default")
    void defaults() {
        adapter.setJournalBytesMax("");
        adapter.setBackEnd(" ");

        EmbeddedConfig config = configOf(adapter);

        assertEquals(JournalSettings.DEFAULT, config.journal());
        assertEquals(16 << 20, config.messageBytesMax());
        assertNull(config.dataDirectory());
    }

    @Test
    @DisplayName("The journal is kept as is said")
    void journal() {
        adapter.setJournalBytesMax("256M");
        adapter.setPageBytesMax("20g");
        adapter.setBackEnd("buffered");
        adapter.setSyncIntervalMs(5);
        adapter.setSyncBatchSize(100);
        adapter.setSyncFailureMs(1_000);

        JournalSettings journal = configOf(adapter).journal();
        assertEquals(256 << 20, journal.bytesMax());
        assertEquals(20L << 30, journal.pageBytesMax());
        assertEquals(BackEnd.BUFFERED, journal.backEnd());
        assertEquals(5, journal.syncIntervalMs());
        assertEquals(100, journal.syncBatchSize());
        assertEquals(1_000, journal.syncFailureMs());
    }

    @ParameterizedTest
    @CsvSource({"1X, 16M, auto, journalBytesMax", "1G, much, auto, messageBytesMax", "1G, 16M, fast, backEnd"})
    @DisplayName("A value that cannot be stops the deployment and is named")
    void wrong(String journalBytes, String messageBytes, String backEnd, String named) {
        adapter.setJournalBytesMax(journalBytes);
        adapter.setMessageBytesMax(messageBytes);
        adapter.setBackEnd(backEnd);

        ResourceAdapterInternalException refused =
                assertThrows(ResourceAdapterInternalException.class, () -> ContainerDouble.start(adapter));

        assertTrue(refused.getMessage().contains(named), refused.getMessage());
    }

    @Test
    @DisplayName("A log that is too small for the largest message stops the deployment with the least that works")
    void tooSmall() {
        adapter.setDataDirectory(directory.toString());
        adapter.setJournalBytesMax("64M");

        ResourceAdapterInternalException refused =
                assertThrows(ResourceAdapterInternalException.class, () -> ContainerDouble.start(adapter));

        assertTrue(refused.getMessage().contains("at least 137M"), refused.getMessage());
    }

    @Test
    @DisplayName("A small log has small segments, and no message is larger than is said")
    void small() throws Exception {
        adapter.setDataDirectory(directory.toString());
        adapter.setMessageBytesMax("64K");
        adapter.setJournalBytesMax("16M");

        try (ContainerDouble container = ContainerDouble.start(adapter);
                JMSContext context = container.connectionFactory().createContext()) {
            Queue orders = context.createQueue("orders");
            context.createProducer().send(orders, "x".repeat(32 << 10));

            JMSProducer tooLarge = context.createProducer().setProperty("note", "x".repeat(256 << 10));
            assertThrows(ResourceAllocationRuntimeException.class, () -> tooLarge.send(orders, "hello"));
        }
        assertTrue(segmentBytes() <= 1 << 20, "segments of " + segmentBytes() + " bytes");
    }

    private long segmentBytes() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            Path segment = files.filter(file -> file.getFileName().toString().startsWith("wal-"))
                    .findFirst()
                    .orElseThrow();
            return Files.size(segment);
        }
    }

    private static EmbeddedConfig configOf(EmbeddedProperties properties) {
        return properties.embeddedConfig();
    }
}
