// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.server;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The kinds of application servers. */
public enum Container {
    LIBERTY {
        @Override
        public ApplicationServer create(String name, WebArchive application) throws IOException {
            return LibertyServer.create(name, Map.of("broker", "embedded", "database", "halting"), application);
        }
    },
    WILDFLY {
        @Override
        public ApplicationServer create(String name, WebArchive application) throws IOException, InterruptedException {
            return WildFlyServer.create(name, application);
        }
    },
    PAYARA {
        @Override
        public ApplicationServer create(String name, WebArchive application) throws IOException, InterruptedException {
            return GlassFishServer.create(name, application);
        }

        @Override
        public boolean injectsByEnvironmentName() {
            return false;
        }
    },
    GLASSFISH {
        @Override
        public ApplicationServer create(String name, WebArchive application) throws IOException, InterruptedException {
            return GlassFishServer.create(name, application);
        }
    },
    TOMEE {
        @Override
        public ApplicationServer create(String name, WebArchive application) throws IOException {
            return TomEeServer.create(name, application);
        }

        @Override
        public boolean injectsByEnvironmentName() {
            return false;
        }

        @Override
        public boolean recovers() {
            return false;
        }
    };

    /** The one of this build's profile. */
    public static Container chosen() {
        return valueOf(System.getProperty("container").toUpperCase(Locale.ROOT));
    }

    /** Creates a server that has an embedded broker, a database that can stop, and the application; not yet started. */
    public abstract ApplicationServer create(String name, WebArchive application)
            throws IOException, InterruptedException;

    /** Whether {@code @JMSConnectionFactory} may name a factory by what the component calls it, as in {@code java:comp/env/...}. */
    public boolean injectsByEnvironmentName() {
        return true;
    }

    /** Whether the server, when it starts, asks anyone at all for branches in doubt. */
    public boolean recovers() {
        return true;
    }
}
