// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import io.mambamq.jms.MambaDestination;
import io.mambamq.jms.MambaQueue;
import io.mambamq.jms.MambaTopic;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.InvalidPropertyException;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the destination of an activation. JNDI is asked during the activation only, when the endpoint's naming context is in
 * place (Jakarta Connectors 2.1 §14.4.4); afterwards Mamba knows the destination by its name.
 */
final class DestinationResolver {
    private DestinationResolver() {}

    static MambaDestination resolve(MambaActivationSpec spec) throws ResourceException {
        try {
            return find(spec);
        } catch (JMSException e) {
            throw new InvalidPropertyException("not a destination that Mamba can use: " + e.getMessage(), e);
        }
    }

    private static MambaDestination find(MambaActivationSpec spec) throws ResourceException, JMSException {
        String lookup = spec.getDestinationLookup();
        if (lookup != null && !lookup.isBlank()) {
            return administered("destinationLookup", lookup);
        }
        String destination = spec.getDestination();
        if (destination == null) {
            throw new InvalidPropertyException("no destination");
        }
        Boolean useJndi = spec.getUseJNDI();
        if (Boolean.TRUE.equals(useJndi)) {
            return administered("destination", destination);
        }
        Destination found = useJndi == null ? lookUpQuietly(destination) : null;
        return found != null ? MambaDestination.from(found) : named(spec.getDestinationType(), destination);
    }

    private static MambaDestination named(@Nullable String type, String name) throws JMSException {
        return "jakarta.jms.Topic".equals(type) ? MambaTopic.named(name) : MambaQueue.named(name);
    }

    private static MambaDestination administered(String property, String jndiName)
            throws ResourceException, JMSException {
        Object found;
        try {
            found = JndiLookup.lookUp(jndiName);
        } catch (NamingException e) {
            throw new InvalidPropertyException(
                    "nothing found in JNDI under " + property + " " + jndiName
                            + ": declare an administered queue or topic of that name",
                    e);
        }
        if (found instanceof Destination destination) {
            return MambaDestination.from(destination);
        }
        throw new InvalidPropertyException(property + " " + jndiName + " is not a destination but a "
                + found.getClass().getName());
    }

    /** A plain name is no fault, whatever JNDI says about it. */
    private static @Nullable Destination lookUpQuietly(String name) {
        try {
            return JndiLookup.lookUp(name) instanceof Destination destination ? destination : null;
        } catch (NamingException e) {
            return null;
        }
    }
}
