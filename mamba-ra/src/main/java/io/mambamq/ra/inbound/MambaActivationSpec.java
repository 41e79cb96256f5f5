// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import io.mambamq.ra.config.OtherNames;
import io.mambamq.ra.connection.Credentials;
import io.mambamq.ra.log.ResourceAdapterLog;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import java.io.Serializable;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a message-driven bean consumes and how: the properties of Jakarta Messaging 3.1 chapter 13 and Mamba's own, with the
 * names that other adapters gave some of them. A bean without logic: {@link ActivationCheck} judges it,
 * {@link DestinationResolver} finds its destination. Equal only to itself (Jakarta Connectors 2.1 §14.4.9).
 */
public class MambaActivationSpec implements ActivationSpec, Serializable {
    static final int CONCURRENCY_DEFAULT = 10;
    static final int PREFETCH_DEFAULT = 0;
    static final long AUTO_STOP_PAUSE_MS_DEFAULT = 1_000;

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
    private @Nullable Boolean startDelivery;
    private @Nullable String ordered;
    private @Nullable Integer autoStopFailures;
    private @Nullable Long autoStopPause;
    private @Nullable Long drainTimeout;

    private final OtherNames otherNames = new OtherNames();
    /** Set by another adapter's name, and of no effect here. */
    private final TreeMap<String, Ineffective> ineffective = new TreeMap<>();

    private record Ineffective(Serializable value, String reason) implements Serializable {}

    public MambaActivationSpec() {}

    /** {@inheritDoc} Checks what can be known without a broker and without JNDI; every fault is named at once. */
    @Override
    public void validate() throws InvalidPropertyException {
        ActivationCheck.check(this);
    }

    /** As whom this activation connects. */
    public Credentials credentials() {
        return new Credentials(emptyToNull(userName), emptyToNull(password), emptyToNull(clientId));
    }

    /** Some containers set what is not configured to the empty string. */
    private static @Nullable String emptyToNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }

    int concurrency() {
        int unset = isUnsharedDurable() || "destination".equals(ordered) ? 1 : CONCURRENCY_DEFAULT;
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

    boolean isStarted() {
        return startDelivery == null || startDelivery;
    }

    boolean isDupsOk() {
        return "dups-ok-acknowledge".equalsIgnoreCase(acknowledgeMode);
    }

    int autoStopFailureCount() {
        return autoStopFailures == null ? 0 : autoStopFailures;
    }

    long autoStopPauseMs() {
        return autoStopPause == null ? AUTO_STOP_PAUSE_MS_DEFAULT : autoStopPause;
    }

    int prefetchCount() {
        return prefetch == null ? PREFETCH_DEFAULT : prefetch;
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

    // ---- names that other adapters have

    public @Nullable String getUser() {
        return userName;
    }

    /** Another name of {@code userName}; null sets nothing. */
    public void setUser(@Nullable String user) {
        if (user != null) {
            this.userName = user;
            otherNames.note("user", "userName");
        }
    }

    public @Nullable Integer getMaxSession() {
        return maxConcurrency;
    }

    /** Another name of {@code maxConcurrency}; null sets nothing. */
    public void setMaxSession(@Nullable Integer maxSession) {
        if (maxSession != null) {
            this.maxConcurrency = maxSession;
            otherNames.note("maxSession", "maxConcurrency");
        }
    }

    public @Nullable Integer getMaxSessions() {
        return maxConcurrency;
    }

    /** Another name of {@code maxConcurrency}; null sets nothing. */
    public void setMaxSessions(@Nullable Integer maxSessions) {
        if (maxSessions != null) {
            this.maxConcurrency = maxSessions;
            otherNames.note("maxSessions", "maxConcurrency");
        }
    }

    public @Nullable Integer getNumSessions() {
        return maxConcurrency;
    }

    /** Another name of {@code maxConcurrency}; null sets nothing. */
    public void setNumSessions(@Nullable Integer numSessions) {
        if (numSessions != null) {
            this.maxConcurrency = numSessions;
            otherNames.note("numSessions", "maxConcurrency");
        }
    }

    public @Nullable Integer getMaxPoolDepth() {
        return maxConcurrency;
    }

    /** Another name of {@code maxConcurrency}; null sets nothing. */
    public void setMaxPoolDepth(@Nullable Integer maxPoolDepth) {
        if (maxPoolDepth != null) {
            this.maxConcurrency = maxPoolDepth;
            otherNames.note("maxPoolDepth", "maxConcurrency");
        }
    }

    public @Nullable Boolean getShareSubscriptions() {
        return sharedSubscription;
    }

    /** Another name of {@code sharedSubscription}; null sets nothing. */
    public void setShareSubscriptions(@Nullable Boolean shared) {
        if (shared != null) {
            this.sharedSubscription = shared;
            otherNames.note("shareSubscriptions", "sharedSubscription");
        }
    }

    public @Nullable Boolean getShareDurableSubscriptions() {
        return sharedSubscription;
    }

    /** Another name of {@code sharedSubscription}; null sets nothing. */
    public void setShareDurableSubscriptions(@Nullable Boolean shared) {
        if (shared != null) {
            this.sharedSubscription = shared;
            otherNames.note("shareDurableSubscriptions", "sharedSubscription");
        }
    }

    public @Nullable Integer getMaxMessagesPerSessions() {
        return prefetch;
    }

    /** Another name of {@code prefetch}; null sets nothing. */
    public void setMaxMessagesPerSessions(@Nullable Integer maxMessagesPerSessions) {
        if (maxMessagesPerSessions != null) {
            this.prefetch = maxMessagesPerSessions;
            otherNames.note("maxMessagesPerSessions", "prefetch");
        }
    }

    public @Nullable Integer getSetupAttempts() {
        return (Integer) noted("setupAttempts");
    }

    /** Of another adapter, without effect here. */
    public void setSetupAttempts(@Nullable Integer setupAttempts) {
        note("setupAttempts", setupAttempts, "an endpoint connects again until it is deactivated");
    }

    public @Nullable Long getSetupInterval() {
        return (Long) noted("setupInterval");
    }

    /** Of another adapter, without effect here. */
    public void setSetupInterval(@Nullable Long setupInterval) {
        note(
                "setupInterval",
                setupInterval,
                "delays are the resource adapter's, reconnectInitialDelay and reconnectMaxDelay");
    }

    public @Nullable Boolean getUseLocalTx() {
        return (Boolean) noted("useLocalTx");
    }

    /** Of another adapter, without effect here. */
    public void setUseLocalTx(@Nullable Boolean useLocalTx) {
        note("useLocalTx", useLocalTx, "a transaction with one participant commits in one phase anyway");
    }

    public @Nullable Boolean getRebalanceConnections() {
        return (Boolean) noted("rebalanceConnections");
    }

    /** Of another adapter, without effect here. */
    public void setRebalanceConnections(@Nullable Boolean rebalanceConnections) {
        note("rebalanceConnections", rebalanceConnections, "there is one connection");
    }

    private void note(String name, @Nullable Serializable value, String reason) {
        if (value == null) {
            ineffective.remove(name);
        } else {
            ineffective.put(name, new Ineffective(value, reason));
        }
    }

    private @Nullable Serializable noted(String name) {
        Ineffective noted = ineffective.get(name);
        return noted == null ? null : noted.value;
    }

    /** Tells what is called otherwise here, and what has no effect, a line each. */
    void tellOtherNames(String endpoint) {
        otherNames.tell(endpoint);
        ineffective.forEach((name, noted) -> ResourceAdapterLog.LOG.withoutEffect(endpoint, name, noted.reason));
    }
}
