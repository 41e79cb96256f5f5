// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.embedded;

import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.redelivery.RedeliveryOverride;
import io.mambamq.protocol.redelivery.RedeliveryPolicy;
import io.mambamq.ra.config.BrokerProperties;
import io.mambamq.server.ByteSize;
import io.mambamq.server.DestinationSettings;
import io.mambamq.server.JournalSettings;
import io.mambamq.server.connection.ConnectionLimits;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The properties of the adapter that say how the embedded broker works; what is not set is as a server has it by default. */
public abstract class EmbeddedProperties extends BrokerProperties {
    private static final long serialVersionUID = 1L;

    private @Nullable String dataDirectory;
    private @Nullable Integer embeddedPort;
    private @Nullable Boolean autoCreateDestinations;
    private @Nullable String queues;
    private @Nullable String topics;
    private @Nullable Integer maxDeliveryAttempts;
    private @Nullable Long redeliveryDelay;
    private @Nullable Double redeliveryMultiplier;
    private @Nullable Long maxRedeliveryDelay;
    private @Nullable String deadLetterQueue;
    private @Nullable String messageBytesMax;
    private @Nullable String journalBytesMax;
    private @Nullable String pageBytesMax;
    private @Nullable String backEnd;
    private @Nullable Integer syncIntervalMs;
    private @Nullable Integer syncBatchSize;
    private @Nullable Integer syncFailureMs;

    /** For the bean. */
    protected EmbeddedProperties() {}

    /**
     * What they say.
     *
     * @throws IllegalArgumentException if a value cannot be; names it
     */
    protected EmbeddedConfig embeddedConfig() {
        return new EmbeddedConfig(
                directory(),
                embeddedPort,
                destinations(),
                redelivery(),
                emptyToNull(deadLetterQueue),
                bytes("messageBytesMax", messageBytesMax, ConnectionLimits.MESSAGE_BYTES_DEFAULT),
                journal());
    }

    private @Nullable Path directory() {
        String directory = emptyToNull(dataDirectory);
        try {
            return directory == null ? null : Path.of(directory);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("dataDirectory is not a path: " + e.getMessage(), e);
        }
    }

    private RedeliveryPolicy redelivery() {
        return new RedeliveryOverride(maxDeliveryAttempts, redeliveryDelay, redeliveryMultiplier, maxRedeliveryDelay)
                .applyTo(RedeliveryPolicy.DEFAULT);
    }

    private DestinationSettings destinations() {
        List<DestinationName> declared = new ArrayList<>();
        names(queues).map(DestinationName::queue).forEach(declared::add);
        names(topics).map(DestinationName::topic).forEach(declared::add);
        return new DestinationSettings(autoCreateDestinations == null || autoCreateDestinations, declared);
    }

    private static Stream<String> names(@Nullable String list) {
        String given = emptyToNull(list);
        return given == null
                ? Stream.empty()
                : Arrays.stream(given.split(",", -1)).map(String::strip);
    }

    private JournalSettings journal() {
        JournalSettings defaults = JournalSettings.DEFAULT;
        String name = emptyToNull(backEnd);
        JournalSettings settings = defaults.withBytesMax(bytes("journalBytesMax", journalBytesMax, defaults.bytesMax()))
                .withPageBytesMax(bytes("pageBytesMax", pageBytesMax, defaults.pageBytesMax()))
                .withSyncIntervalMs(orElse(syncIntervalMs, defaults.syncIntervalMs()))
                .withSyncBatchSize(orElse(syncBatchSize, defaults.syncBatchSize()))
                .withSyncFailureMs(orElse(syncFailureMs, defaults.syncFailureMs()));
        return name == null ? settings : settings.withBackEndNamed(name);
    }

    private static long bytes(String property, @Nullable String size, long otherwise) {
        String given = emptyToNull(size);
        try {
            return given == null ? otherwise : ByteSize.parse(given.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(property + ": " + e.getMessage(), e);
        }
    }

    private static int orElse(@Nullable Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }

    /** For equality: everything of this class that can be set. */
    protected @Nullable Object[] embeddedProperties() {
        return new @Nullable Object[] {
            dataDirectory,
            embeddedPort,
            autoCreateDestinations,
            queues,
            topics,
            maxDeliveryAttempts,
            redeliveryDelay,
            redeliveryMultiplier,
            maxRedeliveryDelay,
            deadLetterQueue,
            messageBytesMax,
            journalBytesMax,
            pageBytesMax,
            backEnd,
            syncIntervalMs,
            syncBatchSize,
            syncFailureMs
        };
    }

    public @Nullable String getDataDirectory() {
        return dataDirectory;
    }

    /** Directory of the embedded broker's data; null: below the application server's own. */
    public void setDataDirectory(@Nullable String dataDirectory) {
        this.dataDirectory = dataDirectory;
    }

    public @Nullable Integer getEmbeddedPort() {
        return embeddedPort;
    }

    /** Port where the embedded broker listens on the loopback interface, 0 for a free one; null: it does not. */
    public void setEmbeddedPort(@Nullable Integer embeddedPort) {
        this.embeddedPort = embeddedPort;
    }

    public @Nullable Boolean getAutoCreateDestinations() {
        return autoCreateDestinations;
    }

    /** Whether the embedded broker's queues and topics come into being by being used; null: they do. */
    public void setAutoCreateDestinations(@Nullable Boolean autoCreateDestinations) {
        this.autoCreateDestinations = autoCreateDestinations;
    }

    public @Nullable String getQueues() {
        return queues;
    }

    /** Queues that the embedded broker has in any case, separated by commas; null: none. */
    public void setQueues(@Nullable String queues) {
        this.queues = queues;
    }

    public @Nullable String getTopics() {
        return topics;
    }

    /** Topics that the embedded broker has in any case, separated by commas; null: none. */
    public void setTopics(@Nullable String topics) {
        this.topics = topics;
    }

    public @Nullable Integer getMaxDeliveryAttempts() {
        return maxDeliveryAttempts;
    }

    /** Deliveries that may fail before the embedded broker gives a message up, 0 for without end; null: 10. */
    public void setMaxDeliveryAttempts(@Nullable Integer maxDeliveryAttempts) {
        this.maxDeliveryAttempts = maxDeliveryAttempts;
    }

    public @Nullable Long getRedeliveryDelay() {
        return redeliveryDelay;
    }

    /** Before the second redelivery by the embedded broker, in ms; the first is at once; null: 1,000. */
    public void setRedeliveryDelay(@Nullable Long redeliveryDelay) {
        this.redeliveryDelay = redeliveryDelay;
    }

    public @Nullable Double getRedeliveryMultiplier() {
        return redeliveryMultiplier;
    }

    /** By which that delay grows with each further failure, at least 1; null: 2. */
    public void setRedeliveryMultiplier(@Nullable Double redeliveryMultiplier) {
        this.redeliveryMultiplier = redeliveryMultiplier;
    }

    public @Nullable Long getMaxRedeliveryDelay() {
        return maxRedeliveryDelay;
    }

    /** Where that delay stops growing, in ms; null: 60,000. */
    public void setMaxRedeliveryDelay(@Nullable Long maxRedeliveryDelay) {
        this.maxRedeliveryDelay = maxRedeliveryDelay;
    }

    public @Nullable String getDeadLetterQueue() {
        return deadLetterQueue;
    }

    /** Queue of the embedded broker where messages go that it gives up; null: DLQ. */
    public void setDeadLetterQueue(@Nullable String deadLetterQueue) {
        this.deadLetterQueue = deadLetterQueue;
    }

    public @Nullable String getMessageBytesMax() {
        return messageBytesMax;
    }

    /** The largest message that the embedded broker takes, such as 32M; null: 16M. */
    public void setMessageBytesMax(@Nullable String messageBytesMax) {
        this.messageBytesMax = messageBytesMax;
    }

    public @Nullable String getJournalBytesMax() {
        return journalBytesMax;
    }

    /** What the log of the embedded broker's journal may take on the disk, such as 256M; null: 1G. */
    public void setJournalBytesMax(@Nullable String journalBytesMax) {
        this.journalBytesMax = journalBytesMax;
    }

    public @Nullable String getPageBytesMax() {
        return pageBytesMax;
    }

    /** What messages that stay may take in page files, such as 20G: beyond it sends are refused; null: no limit. */
    public void setPageBytesMax(@Nullable String pageBytesMax) {
        this.pageBytesMax = pageBytesMax;
    }

    public @Nullable String getBackEnd() {
        return backEnd;
    }

    /** How that log is written: auto, buffered or direct; null: auto. */
    public void setBackEnd(@Nullable String backEnd) {
        this.backEnd = backEnd;
    }

    public @Nullable Integer getSyncIntervalMs() {
        return syncIntervalMs;
    }

    /** How long a send may wait for others to share its sync with, in ms; null: 0, not at all. */
    public void setSyncIntervalMs(@Nullable Integer syncIntervalMs) {
        this.syncIntervalMs = syncIntervalMs;
    }

    public @Nullable Integer getSyncBatchSize() {
        return syncBatchSize;
    }

    /** So many pending records end that wait early; null: 0, no such number. */
    public void setSyncBatchSize(@Nullable Integer syncBatchSize) {
        this.syncBatchSize = syncBatchSize;
    }

    public @Nullable Integer getSyncFailureMs() {
        return syncFailureMs;
    }

    /** The journal has failed when a write and its sync take longer, in ms, 0 to wait for ever; null: 30,000. */
    public void setSyncFailureMs(@Nullable Integer syncFailureMs) {
        this.syncFailureMs = syncFailureMs;
    }
}
