// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.container;

import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;

/**
 * A message-driven bean and what the container puts around it: with a transaction manager, its methods run in transactions
 * that a RuntimeException rolls back; without one, in none.
 */
public final class EndpointFactoryDouble implements MessageEndpointFactory {
    private final MessageListener bean;
    private final TransactionManagerDouble transactions;
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile Function<String, UnavailableException> refusal = UnavailableException::new;

    /** What was called, in order, with the thread. */
    public final List<Step> steps = new CopyOnWriteArrayList<>();

    /** A call of the resource adapter. */
    public record Step(String method, Thread thread) {}

    private EndpointFactoryDouble(MessageListener bean, TransactionManagerDouble transactions) {
        this.bean = bean;
        this.transactions = transactions;
    }

    public static EndpointFactoryDouble transacted(TransactionManagerDouble transactions, MessageListener bean) {
        return new EndpointFactoryDouble(bean, transactions);
    }

    public static EndpointFactoryDouble notTransacted(MessageListener bean) {
        return new EndpointFactoryDouble(bean, null);
    }

    /** The next so many endpoints are refused. */
    public EndpointFactoryDouble refusing(int count) {
        return refusing(count, UnavailableException::new);
    }

    /** The next so many endpoints are refused in this way. */
    public EndpointFactoryDouble refusing(int count, Function<String, UnavailableException> refusal) {
        this.refusal = refusal;
        refusals.set(count);
        return this;
    }

    public List<String> methods() {
        return steps.stream().map(Step::method).toList();
    }

    @Override
    public MessageEndpoint createEndpoint(XAResource resource) throws UnavailableException {
        if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            record("refused");
            throw refusal.apply("the application is starting");
        }
        record("createEndpoint");
        return new Endpoint(resource);
    }

    @Override
    public MessageEndpoint createEndpoint(XAResource resource, long timeout) throws UnavailableException {
        return createEndpoint(resource);
    }

    @Override
    public boolean isDeliveryTransacted(Method method) {
        return transactions != null;
    }

    @Override
    public String getActivationName() {
        return "app/Bean";
    }

    @Override
    public Class<?> getEndpointClass() {
        return bean.getClass();
    }

    private void record(String method) {
        steps.add(new Step(method, Thread.currentThread()));
    }

    /** One instance, as the container wraps it. */
    private final class Endpoint implements MessageEndpoint, MessageListener {
        private final XAResource resource;

        Endpoint(XAResource resource) {
            this.resource = resource;
        }

        @Override
        public void beforeDelivery(Method method) throws ResourceException {
            record("beforeDelivery");
            if (transactions != null) {
                try {
                    transactions.begin().enlist(resource);
                } catch (XAException e) {
                    transactions.suspend();
                    throw new ResourceException(e);
                }
            }
        }

        @Override
        public void onMessage(Message message) {
            record("onMessage");
            try {
                bean.onMessage(message);
            } catch (RuntimeException e) {
                if (transactions != null) {
                    transactions.current().setRollbackOnly();
                }
                throw e;
            }
        }

        @Override
        public void afterDelivery() throws ResourceException {
            record("afterDelivery");
            if (transactions != null && transactions.current() != null) {
                try {
                    transactions.commit();
                } catch (XAException e) {
                    throw new ResourceException(e);
                }
            }
        }

        @Override
        public void release() {
            record("release");
        }
    }
}
