// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.jndi;

import io.mambamq.jms.MambaConnectionFactory;
import io.mambamq.jms.MambaQueue;
import io.mambamq.jms.MambaTopic;
import java.util.Hashtable;
import javax.naming.ConfigurationException;
import javax.naming.Context;
import javax.naming.Name;
import javax.naming.NamingException;
import javax.naming.RefAddr;
import javax.naming.Reference;
import javax.naming.StringRefAddr;
import javax.naming.spi.ObjectFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps factories and destinations in somebody else's JNDI and makes them again. Knows its three classes and loads no others.
 */
@SuppressWarnings("JdkObsolete") // JNDI wants Hashtable
public final class MambaObjectFactory implements ObjectFactory {
    private static final String URL = "url";
    private static final String USER = "user";
    private static final String PASSWORD = "password";
    private static final String NAME = "name";

    /** Called by JNDI. */
    public MambaObjectFactory() {}

    /** What is kept of a factory: the password too, so that the place must be protected. */
    public static Reference referenceTo(String url, @Nullable String user, @Nullable String password) {
        Reference reference = new Reference(
                MambaConnectionFactory.class.getName(),
                new StringRefAddr(URL, url),
                MambaObjectFactory.class.getName(),
                null);
        if (user != null) {
            reference.add(new StringRefAddr(USER, user));
        }
        if (password != null) {
            reference.add(new StringRefAddr(PASSWORD, password));
        }
        return reference;
    }

    /** What is kept of a queue or topic. */
    public static Reference referenceTo(Class<?> type, String name) {
        return new Reference(type.getName(), new StringRefAddr(NAME, name), MambaObjectFactory.class.getName(), null);
    }

    /**
     * {@inheritDoc} Null for everything that is not Mamba's.
     *
     * @throws ConfigurationException if the reference is Mamba's and makes no sense; says why
     */
    @Override
    public @Nullable Object getObjectInstance(
            @Nullable Object object,
            @Nullable Name name,
            @Nullable Context context,
            @Nullable Hashtable<?, ?> environment)
            throws NamingException {
        if (!(object instanceof Reference reference)) {
            return null;
        }
        try {
            return make(reference);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("a reference to " + reference.getClassName() + ": " + e.getMessage());
        }
    }

    private static @Nullable Object make(Reference reference) {
        String className = reference.getClassName();
        if (className.equals(MambaConnectionFactory.class.getName())) {
            return new MambaConnectionFactory(
                    required(reference, URL), optional(reference, USER), optional(reference, PASSWORD));
        }
        if (className.equals(MambaQueue.class.getName())) {
            return new MambaQueue(required(reference, NAME));
        }
        return className.equals(MambaTopic.class.getName()) ? new MambaTopic(required(reference, NAME)) : null;
    }

    private static String required(Reference reference, String type) {
        String content = optional(reference, type);
        if (content == null) {
            throw new IllegalArgumentException("it has no address \"" + type + '"');
        }
        return content;
    }

    private static @Nullable String optional(Reference reference, String type) {
        RefAddr address = reference.get(type);
        return address != null && address.getContent() instanceof String content ? content : null;
    }
}
