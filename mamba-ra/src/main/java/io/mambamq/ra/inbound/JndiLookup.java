// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import javax.naming.InitialContext;
import javax.naming.NamingException;

/** The one place that asks JNDI, for names that the application's own configuration gives; see {@link DestinationResolver}. */
final class JndiLookup {
    /** Where TomEE, and only TomEE, binds what its configuration calls by plain names. */
    private static final String RESOURCES_OF_TOMEE = "openejb:Resource/";

    private JndiLookup() {}

    @SuppressWarnings("BanJNDI") // the name comes from whoever deploys the application, never from a message
    static Object lookUp(String jndiName) throws NamingException {
        var context = new InitialContext();
        try {
            return context.lookup(jndiName);
        } catch (NamingException e) {
            try {
                return context.lookup(RESOURCES_OF_TOMEE + jndiName);
            } catch (NamingException notTomEe) {
                throw e;
            }
        }
    }
}
