// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import io.mambamq.protocol.redelivery.RedeliveryOverride;
import io.mambamq.ra.connection.Credentials;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a message-driven bean consumes and how: the properties of Jakarta Messaging 3.1 chapter 13 and Mamba's own, with the
 * names that other adapters gave some of them. A bean without logic: {@link ActivationCheck} judges it,
 * {@link DestinationResolver} finds its destination. Equal only to itself (Jakarta Connectors 2.1 §14.4.9).
 */
public class MambaActivationSpec implements ActivationSpec, Serializable {
    static final int CONCURRENCY_DEFAULT = 10;
    static final int PREFETCH_DEFAULT = 2;

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // the container sets it anew after it has read a specification from its log
    private transient @Nullable ResourceAdapter resourceAdapter;

    private @Nullable String destination;
    private @Nullable String destinationLookup;
    private @Nullable String destinationType;
    private @Nullable String connectionFactoryLookup;
    private @Nullable String acknowledgeMode;
    private @Nullable String messageSelector;
    private @Nullable String subscriptionDurability;
    private @Nullable String subscriptionName;
    private @Nullable Boolean sharedSubscription;
    private @Nullable String clientId;
    private @Nullable String userName;
    private @Nullable String password;
    private @Nullable Boolean useJNDI;
    private @Nullable Integer maxConcurrency;
    private @Nullable Integer prefetch;
    private @Nullable Integer maxDeliveryAttempts;
    private @Nullable Long redeliveryDelay;
    private @Nullable Double redeliveryMultiplier;
    private @Nullable Long maxRedeliveryDelay;

    public MambaActivationSpec() {}

    /** {@inheritDoc} Checks what can be known without a broker and without JNDI; every fault is named at once. */
    @Override
    public void validate() throws InvalidPropertyException {
        ActivationCheck.check(this);
    }

    /** As whom this activation connects. */
    public Credentials credentials() {
        return new Credentials(userName, password, clientId);
    }

    int concurrency() {
        int unset = isUnsharedDurable() ? 1 : CONCURRENCY_DEFAULT;
        return maxConcurrency == null ? unset : maxConcurrency;
    }

    boolean isDurable() {
        return "Durable".equals(subscriptionDurability) || "DurableShared".equals(subscriptionDurability);
    }

    /** Durable, and not to be shared even by the workers of this activation. */
    boolean isUnsharedDurable() {
        return isDurable() && Boolean.FALSE.equals(sharedSubscription);
    }

    /** Whether others of the same name are to share its subscription. */
    boolean isShared() {
        return Boolean.TRUE.equals(sharedSubscription) || isSharedByDurability();
    }

    boolean isSharedByDurability() {
        return "DurableShared".equals(subscriptionDurability) || "NonDurableShared".equals(subscriptionDurability);
    }

    int prefetchCount() {
        return prefetch == null ? PREFETCH_DEFAULT : prefetch;
    }

    /** @throws IllegalArgumentException if a value cannot be; names it */
    RedeliveryOverride redelivery() {
        return new RedeliveryOverride(maxDeliveryAttempts, redeliveryDelay, redeliveryMultiplier, maxRedeliveryDelay);
    }

    @Override
    public @Nullable ResourceAdapter getResourceAdapter() {
        return resourceAdapter;
    }

    /**
     * {@inheritDoc}
     *
     * @throws jakarta.resource.spi.IllegalStateException if another adapter has been set (§5.3.3)
     */
    @Override
    public void setResourceAdapter(ResourceAdapter adapter) throws ResourceException {
        if (resourceAdapter != null && resourceAdapter != adapter) {
            throw new jakarta.resource.spi.IllegalStateException("the resource adapter has been set already");
        }
        resourceAdapter = adapter;
    }

    public @Nullable String getDestination() {
        return destination;
    }

    /** Name of the queue or topic, by {@code destinationType}, or the JNDI name of one: see {@link #setUseJNDI}. */
    public void setDestination(@Nullable String destination) {
        this.destination = destination;
    }

    public @Nullable String getDestinationLookup() {
        return destinationLookup;
    }

    /** JNDI name of an administered queue or topic; wins over {@code destination}. */
    public void setDestinationLookup(@Nullable String destinationLookup) {
        this.destinationLookup = destinationLookup;
    }

    public @Nullable String getDestinationType() {
        return destinationType;
    }

    /** {@code jakarta.jms.Queue} (default) or {@code jakarta.jms.Topic}. */
    public void setDestinationType(@Nullable String destinationType) {
        this.destinationType = destinationType;
    }

    public @Nullable String getConnectionFactoryLookup() {
        return connectionFactoryLookup;
    }

    /** JNDI name of a connection factory of this adapter, whose user applies. */
    public void setConnectionFactoryLookup(@Nullable String connectionFactoryLookup) {
        this.connectionFactoryLookup = connectionFactoryLookup;
    }

    public @Nullable String getAcknowledgeMode() {
        return acknowledgeMode;
    }

    /** {@code Auto-acknowledge} (default) or {@code Dups-ok-acknowledge}, without a transaction only. */
    public void setAcknowledgeMode(@Nullable String acknowledgeMode) {
        this.acknowledgeMode = acknowledgeMode;
    }

    public @Nullable String getMessageSelector() {
        return messageSelector;
    }

    /** Empty or null: every message. */
    public void setMessageSelector(@Nullable String messageSelector) {
        this.messageSelector = messageSelector;
    }

    public @Nullable String getSubscriptionDurability() {
        return subscriptionDurability;
    }

    /**
     * {@code NonDurable} (default) or {@code Durable}, topics only; {@code NonDurableShared} and {@code DurableShared} say
     * {@code sharedSubscription} too.
     */
    public void setSubscriptionDurability(@Nullable String subscriptionDurability) {
        this.subscriptionDurability = subscriptionDurability;
    }

    public @Nullable String getSubscriptionName() {
        return subscriptionName;
    }

    /** Name of a durable or shared subscription, topics only; null: the endpoint's, as the application server names it. */
    public void setSubscriptionName(@Nullable String subscriptionName) {
        this.subscriptionName = subscriptionName;
    }

    public @Nullable Boolean getSharedSubscription() {
        return sharedSubscription;
    }

    /**
     * Whether endpoints that name the same subscription share its messages. Null: those of durable subscriptions do. False for a
     * durable one: it belongs to the client id and has one consumer.
     */
    public void setSharedSubscription(@Nullable Boolean sharedSubscription) {
        this.sharedSubscription = sharedSubscription;
    }

    public @Nullable Boolean getShareSubscriptions() {
        return sharedSubscription;
    }

    /** As {@link #setSharedSubscription}, for who knows the property by another name. */
    public void setShareSubscriptions(@Nullable Boolean shared) {
        this.sharedSubscription = shared;
    }

    public @Nullable String getClientId() {
        return clientId;
    }

    /** Client id of the connection; null: the adapter's. */
    public void setClientId(@Nullable String clientId) {
        this.clientId = clientId;
    }

    public @Nullable String getUserName() {
        return userName;
    }

    /** User at the broker; null: the adapter's. */
    public void setUserName(@Nullable String userName) {
        this.userName = userName;
    }

    public @Nullable String getPassword() {
        return password;
    }

    /** Password of the user. */
    public void setPassword(@Nullable String password) {
        this.password = password;
    }

    public @Nullable Boolean getUseJNDI() {
        return useJNDI;
    }

    /** Whether {@code destination} is a JNDI name; null: it is if something is found there. */
    public void setUseJNDI(@Nullable Boolean useJNDI) {
        this.useJNDI = useJNDI;
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

    /** How many messages a worker may hold beside the one in work, at least 1. */
    public void setPrefetch(@Nullable Integer prefetch) {
        this.prefetch = prefetch;
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

    public @Nullable String getUser() {
        return userName;
    }

    /** Another name of {@code userName}. */
    public void setUser(@Nullable String user) {
        this.userName = user;
    }

    public @Nullable Integer getMaxSession() {
        return maxConcurrency;
    }

    /** Another name of {@code maxConcurrency}. */
    public void setMaxSession(@Nullable Integer maxSession) {
        this.maxConcurrency = maxSession;
    }

    public @Nullable Integer getMaxSessions() {
        return maxConcurrency;
    }

    /** Another name of {@code maxConcurrency}. */
    public void setMaxSessions(@Nullable Integer maxSessions) {
        this.maxConcurrency = maxSessions;
    }
}
