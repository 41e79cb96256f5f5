// SPDX-License-Identifier: Apache-2.0

package io.mambamq.cdi;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.jms.ConnectionFactory;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** The connection factories of the application, by name; each bean is asked for once. Thread-safe. */
final class ConnectionFactories implements AutoCloseable {
    private final BeanManager beans;
    private final CreationalContext<?> references;
    private final Map<String, ConnectionFactory> known = new ConcurrentHashMap<>();

    ConnectionFactories(BeanManager beans) {
        this.beans = beans;
        this.references = beans.createCreationalContext(null);
    }

    /**
     * The default factory is the bean of that type, another the bean with that name or what JNDI has.
     *
     * @throws IllegalArgumentException if there is none; says what to do
     */
    ConnectionFactory named(String name) {
        return known.computeIfAbsent(name, this::find);
    }

    /** As {@link #named}, but makes no bean yet. */
    void check(String name) {
        if (bean(name) == null) {
            known.computeIfAbsent(name, ConnectionFactories::lookup);
        }
    }

    private ConnectionFactory find(String name) {
        Bean<?> bean = bean(name);
        return bean == null
                ? lookup(name)
                : (ConnectionFactory) beans.getReference(bean, ConnectionFactory.class, references);
    }

    private @Nullable Bean<?> bean(String name) {
        if (name.equals(ContextSettings.DEFAULT_FACTORY)) {
            Bean<?> bean = beans.resolve(beans.getBeans(ConnectionFactory.class));
            if (bean == null) {
                throw new IllegalArgumentException(
                        "no broker is known: set the system property mamba.url or the environment variable"
                                + " MAMBA_URL, for example to mamba://localhost:62622, or produce a bean of type jakarta.jms.ConnectionFactory");
            }
            return bean;
        }
        Set<Bean<?>> factories = beans.getBeans(name).stream()
                .filter(bean -> bean.getTypes().contains(ConnectionFactory.class))
                .collect(Collectors.toSet());
        return beans.resolve(factories);
    }

    @SuppressWarnings("BanJNDI") // the name is in the application's code, never in a message
    private static ConnectionFactory lookup(String name) {
        try {
            Object found = InitialContext.doLookup(name);
            if (found instanceof ConnectionFactory factory) {
                return factory;
            }
            throw new IllegalArgumentException(
                    "@JMSConnectionFactory(\"" + name + "\") is " + found + " in JNDI, which is no ConnectionFactory");
        } catch (NamingException e) {
            throw new IllegalArgumentException(
                    "@JMSConnectionFactory(\"" + name
                            + "\") names neither a bean of type ConnectionFactory (give one @Named(\"" + name
                            + "\")) nor anything in JNDI: " + e.getMessage(),
                    e);
        }
    }

    /** What was made for the sake of these references ends; contexts that are open stay so. */
    @Override
    public void close() {
        references.release();
    }
}
