// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import io.mambamq.ra.connection.BrokerAccess;
import io.mambamq.ra.connection.Credentials;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.InvalidPropertyException;
import javax.naming.NamingException;

/**
 * What {@code connectionFactoryLookup} means here: the factory's credentials. Its broker must be the adapter's, because the
 * transaction manager recovers an endpoint's transactions through the adapter alone.
 */
final class ConnectionFactoryResolver {
    private ConnectionFactoryResolver() {}

    static Credentials credentials(MambaActivationSpec spec, BrokerAccess adapter) throws ResourceException {
        String jndiName = spec.getConnectionFactoryLookup();
        if (jndiName == null || jndiName.isBlank()) {
            return adapter.credentials();
        }
        Object found;
        try {
            found = JndiLookup.lookUp(jndiName);
        } catch (NamingException e) {
            throw new InvalidPropertyException(
                    "nothing found in JNDI under connectionFactoryLookup " + jndiName
                            + ": declare a connection factory of that name, or remove the property",
                    e);
        }
        if (!(found instanceof BrokerAccess factory)) {
            throw new InvalidPropertyException("connectionFactoryLookup " + jndiName
                    + " is not a connection factory of Mamba's resource adapter but a "
                    + found.getClass().getName());
        }
        if (factory.connections() != adapter.connections()) {
            throw new InvalidPropertyException("connectionFactoryLookup " + jndiName + " leads to "
                    + factory.connections().target() + ", but this resource adapter consumes from "
                    + adapter.connections().target() + ": deploy a second resource adapter for the other broker");
        }
        return factory.credentials().orElse(adapter.credentials());
    }
}
