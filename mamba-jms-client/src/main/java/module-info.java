// SPDX-License-Identifier: Apache-2.0

/** The Jakarta Messaging client. An application needs the connection factory; the other packages are what it hands out. */
module io.mambamq.jms {
    requires transitive io.mambamq.protocol;
    requires transitive jakarta.messaging;
    requires transitive java.naming;
    requires transitive java.transaction.xa;
    requires org.jboss.logging;
    requires static org.jboss.logging.annotations;
    requires static transitive org.jspecify;

    exports io.mambamq.jms;
    exports io.mambamq.jms.classic;
    exports io.mambamq.jms.context;
    exports io.mambamq.jms.inbound;
    exports io.mambamq.jms.jndi;

    opens io.mambamq.jms to
            org.jboss.logging;
}
