// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import io.mambamq.ra.connection.Credentials;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a message-driven bean consumes, and as whom: the properties of Jakarta Messaging 3.1 chapter 13, and what goes with them.
 * Without logic: {@link ActivationCheck} judges them, {@link DestinationResolver} and {@link SubscriptionResolver} find what they mean.
 */
public abstract class SourceProperties implements Serializable {
    private static final long serialVersionUID = 1L;

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

    /** For the specification. */
    protected SourceProperties() {}

    /** As whom this activation connects. */
    public Credentials credentials() {
        return new Credentials(emptyToNull(userName), emptyToNull(password), emptyToNull(clientId));
    }

    /** Some containers set what is not configured to the empty string. */
    private static @Nullable String emptyToNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
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

    boolean isDupsOk() {
        return "dups-ok-acknowledge".equalsIgnoreCase(acknowledgeMode);
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
}
