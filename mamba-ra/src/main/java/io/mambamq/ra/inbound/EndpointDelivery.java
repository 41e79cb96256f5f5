// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import io.mambamq.jms.inbound.InboundDelivery;
import io.mambamq.ra.log.ResourceAdapterLog;
import io.mambamq.ra.transaction.TrackedXaResource;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Hands deliveries to an endpoint, one at a time, by option B of Jakarta Connectors 2.1 §14.5.6:
 * {@code beforeDelivery}, {@code onMessage}, {@code afterDelivery} on one thread, in this order, always in pairs.
 *
 * <p>In a transaction the message is accepted within the branch, before the bean sees it: it is gone exactly if the
 * transaction commits, and a crash anywhere leaves it to the branch's outcome. Without one it is accepted after the bean
 * has returned, and given back as seen if anything failed.
 */
final class EndpointDelivery {
    private static final Method ON_MESSAGE = onMessage();

    private final MessageEndpointFactory endpoints;
    private final WorkerSession session;
    private final TrackedXaResource resource;
    private final boolean transacted;
    private final boolean lazyAccept;

    /**
     * For one worker's deliveries.
     *
     * @param session in whose branches they are accepted
     * @param settings of the activation
     */
    EndpointDelivery(MessageEndpointFactory endpoints, WorkerSession session, DeliverySettings settings) {
        this.endpoints = endpoints;
        this.session = session;
        this.resource = session.resource();
        this.transacted = settings.transacted();
        this.lazyAccept = settings.lazyAccept();
    }

    /** Asks the container once for each activation, because it may differ between them (§14.5.6). */
    static boolean isTransacted(MessageEndpointFactory endpoints) throws ResourceException {
        try {
            return endpoints.isDeliveryTransacted(ON_MESSAGE);
        } catch (NoSuchMethodException e) {
            throw new ResourceException("the endpoint is not a jakarta.jms.MessageListener", e);
        }
    }

    /**
     * Delivers one message; it is settled or given back when this returns, unless the endpoint was not available.
     *
     * @param beanReturned is called when the bean has done its part, before the container ends the transaction
     * @throws JMSException if the broker could not be told: the session is of no more use, the broker decides alone
     */
    DeliveryOutcome deliver(InboundDelivery delivery, Runnable beanReturned) throws JMSException {
        MessageEndpoint endpoint;
        try {
            endpoint = endpoints.createEndpoint(transacted ? resource : null);
        } catch (UnavailableException e) {
            return DeliveryOutcome.unavailable(e);
        }
        try {
            endpoint.beforeDelivery(ON_MESSAGE);
        } catch (ResourceException | NoSuchMethodException | RuntimeException e) {
            release(endpoint);
            return DeliveryOutcome.unavailable(e);
        }
        try {
            return resource.isInBranch()
                    ? inBranch(endpoint, delivery, beanReturned)
                    : withoutBranch(endpoint, delivery, beanReturned);
        } finally {
            release(endpoint);
        }
    }

    private DeliveryOutcome inBranch(MessageEndpoint endpoint, InboundDelivery delivery, Runnable beanReturned)
            throws JMSException {
        Throwable failure = null;
        try {
            session.accept(delivery);
            failure = process(endpoint, delivery);
            beanReturned.run();
        } finally {
            Exception unfinished = afterDelivery(endpoint);
            failure = unfinished != null ? unfinished : failure;
        }
        if (resource.isInBranch()) {
            throw new JMSException("the container left the transaction open after the delivery: "
                    + (failure == null ? "no reason given" : failure));
        }
        if (resource.isUnreachable()) {
            throw new JMSException(
                    "the connection was lost during the delivery" + (failure == null ? "" : ": " + failure));
        }
        if (resource.isRolledBack()) {
            return DeliveryOutcome.failed(failure);
        }
        return DeliveryOutcome.consumed();
    }

    private DeliveryOutcome withoutBranch(MessageEndpoint endpoint, InboundDelivery delivery, Runnable beanReturned)
            throws JMSException {
        Throwable failure = process(endpoint, delivery);
        Exception unfinished = afterDelivery(endpoint);
        if (failure == null && unfinished == null) {
            accept(delivery);
            beanReturned.run();
            return DeliveryOutcome.consumed();
        }
        delivery.giveBack(true);
        return DeliveryOutcome.failed(failure != null ? failure : unfinished);
    }

    private void accept(InboundDelivery delivery) throws JMSException {
        if (lazyAccept) {
            delivery.acceptLazily();
        } else {
            delivery.accept();
        }
    }

    /** Whatever the bean throws, the container gets its afterDelivery. */
    private static @Nullable Throwable process(MessageEndpoint endpoint, InboundDelivery delivery) {
        try {
            ((MessageListener) endpoint).onMessage(delivery.message());
            return null;
        } catch (JMSException | RuntimeException | Error e) {
            return e;
        }
    }

    private static @Nullable Exception afterDelivery(MessageEndpoint endpoint) {
        try {
            endpoint.afterDelivery();
            return null;
        } catch (ResourceException | RuntimeException e) {
            return e;
        }
    }

    /** The endpoint goes back to its pool; what the container thinks of that is not this delivery's matter. */
    private static void release(MessageEndpoint endpoint) {
        try {
            endpoint.release();
        } catch (RuntimeException e) {
            ResourceAdapterLog.LOG.endpointNotReleased(e);
        }
    }

    private static Method onMessage() {
        try {
            return MessageListener.class.getMethod("onMessage", Message.class);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }
}
