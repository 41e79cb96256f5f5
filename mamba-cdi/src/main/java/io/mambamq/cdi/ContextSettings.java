// SPDX-License-Identifier: Apache-2.0

package io.mambamq.cdi;

import jakarta.enterprise.inject.spi.Annotated;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSPasswordCredential;
import jakarta.jms.JMSSessionMode;
import org.jspecify.annotations.Nullable;

/** How a context is made, as the annotations of JMS 3.1 §12.4 say: equal for those that may be shared. */
record ContextSettings(String factory, @Nullable Credential credential, int sessionMode) {
    /** The name of the factory that is meant where none is named. */
    static final String DEFAULT_FACTORY = "java:comp/DefaultJMSConnectionFactory";

    static final ContextSettings DEFAULT = new ContextSettings(DEFAULT_FACTORY, null, JMSContext.AUTO_ACKNOWLEDGE);

    /** Never shows the password. */
    record Credential(String user, String password) {
        @Override
        public String toString() {
            return user;
        }
    }

    ContextSettings {
        if (sessionMode != JMSContext.AUTO_ACKNOWLEDGE && sessionMode != JMSContext.DUPS_OK_ACKNOWLEDGE) {
            throw new IllegalArgumentException("@JMSSessionMode(" + sessionMode + ") is neither AUTO_ACKNOWLEDGE nor"
                    + " DUPS_OK_ACKNOWLEDGE, and in others the application would have to commit or acknowledge, which it may not here:"
                    + " inject a ConnectionFactory and create the context from that");
        }
    }

    /**
     * Reads the annotations of an injection point or of a listener method.
     *
     * @throws IllegalArgumentException if the session mode is none for a context that is not the application's; says what to do
     */
    static ContextSettings of(Annotated annotated) {
        JMSConnectionFactory factory = annotated.getAnnotation(JMSConnectionFactory.class);
        JMSPasswordCredential login = annotated.getAnnotation(JMSPasswordCredential.class);
        JMSSessionMode mode = annotated.getAnnotation(JMSSessionMode.class);
        return new ContextSettings(
                factory == null ? DEFAULT.factory : factory.value(),
                login == null ? null : new Credential(login.userName(), login.password()),
                mode == null ? DEFAULT.sessionMode : mode.value());
    }

    /** Connects. */
    JMSContext open(ConnectionFactories factories) {
        ConnectionFactory connectionFactory = factories.named(factory);
        return credential == null
                ? connectionFactory.createContext(sessionMode)
                : connectionFactory.createContext(credential.user, credential.password, sessionMode);
    }
}
