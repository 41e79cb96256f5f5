// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.jndi;

import io.mambamq.jms.MambaConnectionFactory;
import io.mambamq.jms.MambaQueue;
import io.mambamq.jms.MambaTopic;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import javax.naming.ConfigurationException;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** What is bound to which name. Immutable. */
final class Bindings {
    private static final String FACTORY = "connectionFactory.";
    private static final String QUEUE = "queue.";
    private static final String TOPIC = "topic.";
    private static final String ANY_QUEUE = "queues/";
    private static final String ANY_TOPIC = "topics/";
    private static final String DEFAULT_FACTORY = "ConnectionFactory";
    private static final String DEFAULT_URL = "mamba://localhost";

    private final SortedMap<String, Object> objects;

    private Bindings(SortedMap<String, Object> objects) {
        this.objects = Collections.unmodifiableSortedMap(objects);
    }

    /**
     * Reads a JNDI environment.
     *
     * @throws ConfigurationException if a URL or name in it is wrong; says which and why
     */
    static Bindings of(Map<?, ?> environment) throws NamingException {
        String url = textOf(environment.get(Context.PROVIDER_URL));
        String providerUrl = url.isEmpty() ? DEFAULT_URL : url;
        SortedMap<String, Object> objects = new TreeMap<>();
        for (Map.Entry<?, ?> entry : environment.entrySet()) {
            if (entry.getKey() instanceof String key) {
                bind(key, textOf(entry.getValue()), providerUrl, objects);
            }
        }
        objects.putIfAbsent(DEFAULT_FACTORY, made(Context.PROVIDER_URL, MambaConnectionFactory::new, providerUrl));
        return new Bindings(objects);
    }

    private static void bind(String key, String value, String providerUrl, SortedMap<String, Object> objects)
            throws NamingException {
        if (key.startsWith(FACTORY)) {
            String url = value.isEmpty() ? providerUrl : value;
            put(key, FACTORY, made(key, MambaConnectionFactory::new, url), objects);
        } else if (key.startsWith(QUEUE)) {
            put(key, QUEUE, made(key, MambaQueue::new, value), objects);
        } else if (key.startsWith(TOPIC)) {
            put(key, TOPIC, made(key, MambaTopic::new, value), objects);
        }
    }

    private static void put(String key, String prefix, Object object, SortedMap<String, Object> objects)
            throws NamingException {
        String name = key.substring(prefix.length());
        if (name.isEmpty()) {
            throw new ConfigurationException(key + " in the JNDI environment has no name behind the point");
        }
        if (objects.put(name, object) != null) {
            throw new ConfigurationException("the JNDI environment binds \"" + name + "\" twice, once with " + key);
        }
    }

    private static String textOf(@Nullable Object value) {
        return value instanceof String text ? text.strip() : "";
    }

    private static Object made(String key, Function<String, Object> maker, String value) throws NamingException {
        try {
            return maker.apply(value);
        } catch (IllegalArgumentException e) {
            // Its message says which part is wrong; a cause has nothing to add.
            throw new ConfigurationException(key + " in the JNDI environment: " + e.getMessage());
        }
    }

    /** Everything but the queues and topics of any name. */
    SortedMap<String, Object> all() {
        return objects;
    }

    /**
     * What is bound to the name.
     *
     * @throws NameNotFoundException if nothing is; says what could be done
     */
    Object find(String name) throws NamingException {
        Object bound = objects.get(name);
        if (bound != null) {
            return bound;
        }
        if (name.startsWith(ANY_QUEUE)) {
            return ofAnyName(MambaQueue::new, name, ANY_QUEUE);
        }
        if (name.startsWith(ANY_TOPIC)) {
            return ofAnyName(MambaTopic::new, name, ANY_TOPIC);
        }
        throw new NameNotFoundException("nothing is bound to \"" + name + "\"; bound are " + objects.keySet()
                + ", and queues/NAME and topics/NAME for any name");
    }

    private static Object ofAnyName(Function<String, Object> maker, String name, String prefix) throws NamingException {
        try {
            return maker.apply(name.substring(prefix.length()));
        } catch (IllegalArgumentException e) {
            NamingException invalid = new javax.naming.InvalidNameException("\"" + name + "\": " + e.getMessage());
            invalid.setRootCause(e);
            throw invalid;
        }
    }
}
