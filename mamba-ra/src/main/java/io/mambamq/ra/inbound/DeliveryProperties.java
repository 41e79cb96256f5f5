// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import io.mambamq.protocol.redelivery.RedeliveryOverride;
import org.jspecify.annotations.Nullable;

/** How messages get to the bean: how many at a time, in which order, and what happens when it fails. */
public abstract class DeliveryProperties extends SourceProperties {
    static final int CONCURRENCY_DEFAULT = 10;
    static final int PREFETCH_DEFAULT = 0;
    static final long AUTO_STOP_PAUSE_MS_DEFAULT = 1_000;

    private static final long serialVersionUID = 1L;

    private @Nullable Integer maxConcurrency;
    private @Nullable Integer prefetch;
    private @Nullable Boolean startDelivery;
    private @Nullable String ordered;
    private @Nullable Integer autoStopFailures;
    private @Nullable Long autoStopPause;
    private @Nullable Long drainTimeout;
    private @Nullable Integer maxDeliveryAttempts;
    private @Nullable Long redeliveryDelay;
    private @Nullable Double redeliveryMultiplier;
    private @Nullable Long maxRedeliveryDelay;

    /** For the specification. */
    protected DeliveryProperties() {}

    int concurrency() {
        int unset = isUnsharedDurable() || "destination".equals(ordered) ? 1 : CONCURRENCY_DEFAULT;
        return maxConcurrency == null ? unset : maxConcurrency;
    }

    int prefetchCount() {
        return prefetch == null ? PREFETCH_DEFAULT : prefetch;
    }

    boolean isStarted() {
        return startDelivery == null || startDelivery;
    }

    int autoStopFailureCount() {
        return autoStopFailures == null ? 0 : autoStopFailures;
    }

    long autoStopPauseMs() {
        return autoStopPause == null ? AUTO_STOP_PAUSE_MS_DEFAULT : autoStopPause;
    }

    /** @throws IllegalArgumentException if a value cannot be; names it */
    RedeliveryOverride redelivery() {
        // A message that waits is passed by others.
        Long delay = redeliveryDelay == null && isOrderKept() ? Long.valueOf(0) : redeliveryDelay;
        return new RedeliveryOverride(maxDeliveryAttempts, delay, redeliveryMultiplier, maxRedeliveryDelay);
    }

    private boolean isOrderKept() {
        return concurrency() == 1 || "group".equals(ordered);
    }

    public @Nullable Integer getMaxConcurrency() {
        return maxConcurrency;
    }

    /** How many messages are processed at a time, at least 1. */
    public void setMaxConcurrency(@Nullable Integer maxConcurrency) {
        this.maxConcurrency = maxConcurrency;
    }

    public @Nullable Integer getPrefetch() {
        return prefetch;
    }

    /** How many messages the broker may send ahead of free instances; null: none, so that none waits here while another has time. */
    public void setPrefetch(@Nullable Integer prefetch) {
        this.prefetch = prefetch;
    }

    public @Nullable Boolean getStartDelivery() {
        return startDelivery;
    }

    /** Whether messages are delivered at all; null: they are. */
    public void setStartDelivery(@Nullable Boolean startDelivery) {
        this.startDelivery = startDelivery;
    }

    public @Nullable String getOrdered() {
        return ordered;
    }

    /** {@code none} (default), {@code destination}: one message at a time, or {@code group}: those of one {@code JMSXGroupID} one
     * at a time. Order outlives failures. */
    public void setOrdered(@Nullable String ordered) {
        this.ordered = ordered;
    }

    public @Nullable Integer getAutoStopFailures() {
        return autoStopFailures;
    }

    /** After so many failures in a row deliveries pause, and one message tries whether it works again; 0 or null: never. */
    public void setAutoStopFailures(@Nullable Integer autoStopFailures) {
        this.autoStopFailures = autoStopFailures;
    }

    public @Nullable Long getAutoStopPause() {
        return autoStopPause;
    }

    /** How long the first such pause takes, in ms; each further one twice as long, up to 60 times the first; null: 1,000. */
    public void setAutoStopPause(@Nullable Long autoStopPause) {
        this.autoStopPause = autoStopPause;
    }

    public @Nullable Long getDrainTimeout() {
        return drainTimeout;
    }

    /** How long a deactivation waits for deliveries that run, in ms; null: as the adapter says. */
    public void setDrainTimeout(@Nullable Long drainTimeout) {
        this.drainTimeout = drainTimeout;
    }

    public @Nullable Integer getMaxDeliveryAttempts() {
        return maxDeliveryAttempts;
    }

    /** Deliveries that may fail before the message goes to the dead-letter queue, 0 for without end; null: the broker's. */
    public void setMaxDeliveryAttempts(@Nullable Integer maxDeliveryAttempts) {
        this.maxDeliveryAttempts = maxDeliveryAttempts;
    }

    public @Nullable Long getRedeliveryDelay() {
        return redeliveryDelay;
    }

    /** Before the second redelivery, in ms; the first is at once; null: the broker's. */
    public void setRedeliveryDelay(@Nullable Long redeliveryDelay) {
        this.redeliveryDelay = redeliveryDelay;
    }

    public @Nullable Double getRedeliveryMultiplier() {
        return redeliveryMultiplier;
    }

    /** By which the delay grows with each further failure, at least 1; null: the broker's. */
    public void setRedeliveryMultiplier(@Nullable Double redeliveryMultiplier) {
        this.redeliveryMultiplier = redeliveryMultiplier;
    }

    public @Nullable Long getMaxRedeliveryDelay() {
        return maxRedeliveryDelay;
    }

    /** Where the delay stops growing, in ms; null: the broker's. */
    public void setMaxRedeliveryDelay(@Nullable Long maxRedeliveryDelay) {
        this.maxRedeliveryDelay = maxRedeliveryDelay;
    }
}
