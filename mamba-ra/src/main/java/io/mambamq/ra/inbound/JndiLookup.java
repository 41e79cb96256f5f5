// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import javax.naming.InitialContext;
import javax.naming.NamingException;

/** The one place that asks JNDI, for names that the application's own configuration gives; see {@link DestinationResolver}. */
final class JndiLookup {
    private JndiLookup() {}

    @SuppressWarnings("BanJNDI") // the name comes from whoever deploys the application, never from a message
    static Object lookUp(String jndiName) throws NamingException {
        return new InitialContext().lookup(jndiName);
    }
}
