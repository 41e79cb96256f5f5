// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.jndi;

import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes a context of what {@code jndi.properties} says (JMS 3.1 ch. 5):
 *
 * <pre>
 * java.naming.factory.initial = io.mambamq.jms.jndi.MambaInitialContextFactory
 * java.naming.provider.url    = mamba://localhost:62622
 *
 * connectionFactory.jms/billing = mamba://one,two?clientId=billing
 * queue.jms/orders              = orders
 * topic.jms/prices              = prices.eur
 * </pre>
 *
 * The name behind the first point is what is looked up. Besides, {@code ConnectionFactory} is a factory for the provider URL,
 * as is one without a URL of its own, and {@code queues/NAME} and {@code topics/NAME} are the queue and the topic of any name.
 * The context is read-only, and a lookup contacts no broker.
 */
@SuppressWarnings("JdkObsolete") // JNDI wants Hashtable
public final class MambaInitialContextFactory implements InitialContextFactory {
    /** Called by JNDI. */
    public MambaInitialContextFactory() {}

    /**
     * {@inheritDoc}
     *
     * @throws javax.naming.ConfigurationException if a URL or a name of the environment is wrong; says which
     */
    @Override
    public Context getInitialContext(@Nullable Hashtable<?, ?> environment) throws NamingException {
        Hashtable<?, ?> known = environment == null ? new Hashtable<>() : environment;
        return new BoundContext(Bindings.of(known), known);
    }
}
