// SPDX-License-Identifier: Apache-2.0

/** Injected contexts and listener methods for CDI without an application server. */
module io.mambamq.cdi {
    requires transitive io.mambamq.jms;
    requires transitive jakarta.cdi;
    requires org.jboss.logging;
    requires static org.jboss.logging.annotations;

    exports io.mambamq.cdi;

    // The CDI implementation calls the extension's observers, jboss-logging makes the logger.
    opens io.mambamq.cdi;

    provides jakarta.enterprise.inject.spi.Extension with
            io.mambamq.cdi.MambaExtension;
}
