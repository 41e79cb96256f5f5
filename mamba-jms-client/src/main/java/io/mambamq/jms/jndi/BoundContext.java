// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.jndi;

import java.util.Enumeration;
import java.util.Hashtable;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.naming.Binding;
import javax.naming.CompositeName;
import javax.naming.Name;
import javax.naming.NameClassPair;
import javax.naming.NameParser;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.NotContextException;

/** A flat context: {@code jms/orders} is one name. */
@SuppressWarnings("JdkObsolete") // JNDI wants Hashtable
final class BoundContext extends ReadOnlyContext {
    private final Bindings bindings;
    private final Hashtable<?, ?> environment;

    BoundContext(Bindings bindings, Hashtable<?, ?> environment) {
        this.bindings = bindings;
        this.environment = (Hashtable<?, ?>) environment.clone();
    }

    @Override
    public Object lookup(String name) throws NamingException {
        return bound(name);
    }

    private Object bound(String name) throws NamingException {
        return name.isEmpty() ? new BoundContext(bindings, environment) : bindings.find(name);
    }

    @Override
    public Object lookup(Name name) throws NamingException {
        return bound(textOf(name));
    }

    @Override
    public Object lookupLink(String name) throws NamingException {
        return bound(name);
    }

    @Override
    public Object lookupLink(Name name) throws NamingException {
        return bound(textOf(name));
    }

    @Override
    public NamingEnumeration<NameClassPair> list(String name) throws NamingException {
        requireThis(name);
        return new Listing<>(bindings.all().entrySet().stream()
                .map(entry -> new NameClassPair(
                        entry.getKey(), entry.getValue().getClass().getName()))
                .toList());
    }

    @Override
    public NamingEnumeration<NameClassPair> list(Name name) throws NamingException {
        return list(textOf(name));
    }

    @Override
    public NamingEnumeration<Binding> listBindings(String name) throws NamingException {
        requireThis(name);
        return new Listing<>(bindings.all().entrySet().stream()
                .map((Map.Entry<String, Object> entry) -> new Binding(entry.getKey(), entry.getValue()))
                .toList());
    }

    @Override
    public NamingEnumeration<Binding> listBindings(Name name) throws NamingException {
        return listBindings(textOf(name));
    }

    @Override
    public NameParser getNameParser(String name) {
        return CompositeName::new;
    }

    @Override
    public NameParser getNameParser(Name name) {
        return CompositeName::new;
    }

    @Override
    public Name composeName(Name name, Name prefix) throws NamingException {
        return ((Name) prefix.clone()).addAll(name);
    }

    @Override
    public String composeName(String name, String prefix) {
        return prefix.isEmpty() ? name : prefix + '/' + name;
    }

    @Override
    public Hashtable<?, ?> getEnvironment() {
        return (Hashtable<?, ?>) environment.clone();
    }

    @Override
    public String getNameInNamespace() {
        return "";
    }

    /** Does nothing: a context holds nothing. */
    @Override
    public void close() {}

    private void requireThis(String name) throws NamingException {
        if (!name.isEmpty()) {
            bindings.find(name);
            throw new NotContextException("\"" + name + "\" is not a context, there are no others than this one");
        }
    }

    /** As it was written: a composite name's own text quotes what a queue's name may have. */
    private static String textOf(Name name) {
        return IntStream.range(0, name.size()).mapToObj(name::get).collect(Collectors.joining("/"));
    }

    /** A list as JNDI wants to have it. */
    private static final class Listing<T> implements NamingEnumeration<T> {
        private final Enumeration<T> elements;

        Listing(java.util.Collection<T> elements) {
            this.elements = java.util.Collections.enumeration(elements);
        }

        @Override
        public T next() {
            return elements.nextElement();
        }

        @Override
        public boolean hasMore() {
            return elements.hasMoreElements();
        }

        @Override
        public T nextElement() {
            return elements.nextElement();
        }

        @Override
        public boolean hasMoreElements() {
            return elements.hasMoreElements();
        }

        /** Does nothing: there is nothing to let go. */
        @Override
        public void close() {}
    }
}
