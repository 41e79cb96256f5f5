// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import io.mambamq.jms.MambaDestination;
import io.mambamq.jms.session.ConsumerSource;
import io.mambamq.ra.connection.Credentials;
import jakarta.jms.JMSException;
import jakarta.jms.Topic;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds what an activation consumes from. All of its workers share one subscription of a topic, so that the bean gets each message
 * once: one of its own, or one that has a name and is shared with other activations of that name, in this server and in others.
 */
final class SubscriptionResolver {
    private final MambaActivationSpec spec;
    private final @Nullable String endpointName;

    private SubscriptionResolver(MambaActivationSpec spec, @Nullable String endpointName) {
        this.spec = spec;
        this.endpointName = endpointName;
    }

    /**
     * What the specification means for this destination.
     *
     * @param credentials as whom the activation connects
     * @throws InvalidPropertyException if the properties do not go together
     */
    static ConsumerSource resolve(
            MambaActivationSpec spec,
            MambaDestination destination,
            Credentials credentials,
            MessageEndpointFactory endpoints)
            throws ResourceException {
        ActivationCheck.check(spec, destination);
        SubscriptionResolver resolver = new SubscriptionResolver(spec, EndpointName.of(endpoints));
        try {
            return destination instanceof Topic topic
                    ? resolver.subscription(topic, credentials)
                    : ConsumerSource.of(destination, spec.getMessageSelector(), false);
        } catch (JMSException e) {
            throw new InvalidPropertyException("not a subscription that Mamba can have: " + e.getMessage(), e);
        }
    }

    private ConsumerSource subscription(Topic topic, Credentials credentials) throws ResourceException, JMSException {
        String selector = spec.getMessageSelector();
        if (spec.isUnsharedDurable()) {
            requireClientId(credentials);
            return ConsumerSource.durable(topic, name(), selector, false);
        }
        if (spec.isDurable()) {
            return ConsumerSource.sharedDurable(topic, name(), selector);
        }
        return ConsumerSource.shared(topic, spec.isShared() ? name() : ownName(), selector);
    }

    /** The same after a restart, and on every server of a cluster: else the messages that a subscription gathers would be nobody's. */
    private String name() throws InvalidPropertyException {
        String name = spec.getSubscriptionName();
        if (name != null && !name.isBlank()) {
            return name;
        }
        if (endpointName != null) {
            return endpointName;
        }
        throw new InvalidPropertyException("a durable or shared subscription needs a name, and this application server"
                + " gives the endpoint none: set subscriptionName");
    }

    /** Two activations that look alike are two (Jakarta Connectors 2.1 §14.4.9). */
    private static String ownName() {
        return "endpoint-" + UUID.randomUUID();
    }

    private static void requireClientId(Credentials credentials) throws InvalidPropertyException {
        if (credentials.clientId() == null) {
            throw new InvalidPropertyException(
                    "a durable subscription with sharedSubscription=false belongs to a client id:"
                            + " set clientId, or remove sharedSubscription");
        }
    }
}
