// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.jndi;

import javax.naming.Context;
import javax.naming.Name;
import javax.naming.NamingException;
import javax.naming.OperationNotSupportedException;
import org.jspecify.annotations.Nullable;

/** Refuses everything that would change a context. */
abstract class ReadOnlyContext implements Context {
    private static NamingException refused(String method) {
        return new OperationNotSupportedException(
                method + ": Mamba's JNDI context is read-only; its content comes from jndi.properties");
    }

    @Override
    public final void bind(Name name, @Nullable Object object) throws NamingException {
        throw refused("bind");
    }

    @Override
    public final void bind(String name, @Nullable Object object) throws NamingException {
        throw refused("bind");
    }

    @Override
    public final void rebind(Name name, @Nullable Object object) throws NamingException {
        throw refused("rebind");
    }

    @Override
    public final void rebind(String name, @Nullable Object object) throws NamingException {
        throw refused("rebind");
    }

    @Override
    public final void unbind(Name name) throws NamingException {
        throw refused("unbind");
    }

    @Override
    public final void unbind(String name) throws NamingException {
        throw refused("unbind");
    }

    @Override
    public final void rename(Name oldName, Name newName) throws NamingException {
        throw refused("rename");
    }

    @Override
    public final void rename(String oldName, String newName) throws NamingException {
        throw refused("rename");
    }

    @Override
    public final Context createSubcontext(Name name) throws NamingException {
        throw refused("createSubcontext");
    }

    @Override
    public final Context createSubcontext(String name) throws NamingException {
        throw refused("createSubcontext");
    }

    @Override
    public final void destroySubcontext(Name name) throws NamingException {
        throw refused("destroySubcontext");
    }

    @Override
    public final void destroySubcontext(String name) throws NamingException {
        throw refused("destroySubcontext");
    }

    @Override
    public final Object addToEnvironment(String name, @Nullable Object value) throws NamingException {
        throw refused("addToEnvironment");
    }

    @Override
    public final Object removeFromEnvironment(String name) throws NamingException {
        throw refused("removeFromEnvironment");
    }
}
