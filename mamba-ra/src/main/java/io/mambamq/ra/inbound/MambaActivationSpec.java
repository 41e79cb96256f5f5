// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import io.mambamq.ra.config.OtherNames;
import io.mambamq.ra.log.ResourceAdapterLog;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import java.io.Serializable;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a message-driven bean consumes and how: the properties of its two superclasses, and the names that other adapters gave some of
 * them. Equal only to itself (Jakarta Connectors 2.1 §14.4.9).
 */
public class MambaActivationSpec extends DeliveryProperties implements ActivationSpec {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // the container sets it anew after it has read a specification from its log
    private transient @Nullable ResourceAdapter resourceAdapter;

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

    // ---- names that other adapters have

    public @Nullable String getUser() {
        return getUserName();
    }

    /** Another name of {@code userName}; null sets nothing. */
    public void setUser(@Nullable String user) {
        if (user != null) {
            setUserName(user);
            otherNames.note("user", "userName");
        }
    }

    public @Nullable Integer getMaxSession() {
        return getMaxConcurrency();
    }

    /** Another name of {@code maxConcurrency}; null sets nothing. */
    public void setMaxSession(@Nullable Integer maxSession) {
        if (maxSession != null) {
            setMaxConcurrency(maxSession);
            otherNames.note("maxSession", "maxConcurrency");
        }
    }

    public @Nullable Integer getMaxSessions() {
        return getMaxConcurrency();
    }

    /** Another name of {@code maxConcurrency}; null sets nothing. */
    public void setMaxSessions(@Nullable Integer maxSessions) {
        if (maxSessions != null) {
            setMaxConcurrency(maxSessions);
            otherNames.note("maxSessions", "maxConcurrency");
        }
    }

    public @Nullable Integer getNumSessions() {
        return getMaxConcurrency();
    }

    /** Another name of {@code maxConcurrency}; null sets nothing. */
    public void setNumSessions(@Nullable Integer numSessions) {
        if (numSessions != null) {
            setMaxConcurrency(numSessions);
            otherNames.note("numSessions", "maxConcurrency");
        }
    }

    public @Nullable Integer getMaxPoolDepth() {
        return getMaxConcurrency();
    }

    /** Another name of {@code maxConcurrency}; null sets nothing. */
    public void setMaxPoolDepth(@Nullable Integer maxPoolDepth) {
        if (maxPoolDepth != null) {
            setMaxConcurrency(maxPoolDepth);
            otherNames.note("maxPoolDepth", "maxConcurrency");
        }
    }

    public @Nullable Boolean getShareSubscriptions() {
        return getSharedSubscription();
    }

    /** Another name of {@code sharedSubscription}; null sets nothing. */
    public void setShareSubscriptions(@Nullable Boolean shared) {
        if (shared != null) {
            setSharedSubscription(shared);
            otherNames.note("shareSubscriptions", "sharedSubscription");
        }
    }

    public @Nullable Boolean getShareDurableSubscriptions() {
        return getSharedSubscription();
    }

    /** Another name of {@code sharedSubscription}; null sets nothing. */
    public void setShareDurableSubscriptions(@Nullable Boolean shared) {
        if (shared != null) {
            setSharedSubscription(shared);
            otherNames.note("shareDurableSubscriptions", "sharedSubscription");
        }
    }

    public @Nullable Integer getMaxMessagesPerSessions() {
        return getPrefetch();
    }

    /** Another name of {@code prefetch}; null sets nothing. */
    public void setMaxMessagesPerSessions(@Nullable Integer maxMessagesPerSessions) {
        if (maxMessagesPerSessions != null) {
            setPrefetch(maxMessagesPerSessions);
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
