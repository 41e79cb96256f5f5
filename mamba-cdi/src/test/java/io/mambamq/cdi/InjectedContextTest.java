// SPDX-License-Identifier: Apache-2.0

package io.mambamq.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.MambaConnectionFactory;
import io.mambamq.jms.MambaQueue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSPasswordCredential;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.JMSSessionMode;
import jakarta.jms.Queue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("M-99: an injected JMSContext")
@Timeout(60)
class InjectedContextTest {
    private static final long WAIT_MS = 10_000;

    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    @Dependent
    static class Clerk {
        @Inject
        JMSContext context;

        @Inject
        JMSContext same;

        @Inject
        @JMSSessionMode(JMSContext.DUPS_OK_ACKNOWLEDGE)
        JMSContext lazy;
    }

    @Dependent
    static class Colleague {
        @Inject
        JMSContext context;
    }

    private static final Queue QUEUE = new MambaQueue("clerks");

    private static JMSConsumer consumerOf(JMSContext context, Queue queue) {
        return context.createConsumer(queue);
    }

    @Test
    @DisplayName("M-99: with the same annotations is the same within a request, with others another one")
    void sharedInRequest() {
        try (SeContainer container = Application.start(Clerk.class, Colleague.class)) {
            Clerk clerk = container.select(Clerk.class).get();
            Colleague colleague = container.select(Colleague.class).get();
            Application.inRequest(container, () -> {
                // Only the connection that made it may consume from it.
                Queue ofThisConnection = clerk.context.createTemporaryQueue();
                colleague.context.createProducer().send(ofThisConnection, "for us");

                assertThrows(InvalidDestinationRuntimeException.class, () -> consumerOf(clerk.lazy, ofThisConnection));
                try (JMSConsumer consumer = consumerOf(clerk.same, ofThisConnection)) {
                    assertEquals("for us", consumer.receiveBody(String.class, WAIT_MS));
                }
                assertEquals(JMSContext.AUTO_ACKNOWLEDGE, clerk.context.getSessionMode());
                assertEquals(JMSContext.DUPS_OK_ACKNOWLEDGE, clerk.lazy.getSessionMode());
            });
        }
    }

    @Test
    @DisplayName("M-99: is closed with the request, and another one in the next")
    void closedWithRequest() {
        List<JMSConsumer> consumers = new ArrayList<>();
        try (SeContainer container = Application.start(Clerk.class)) {
            Clerk clerk = container.select(Clerk.class).get();
            Application.inRequest(container, () -> consumers.add(consumerOf(clerk.context, QUEUE)));
            assertThrows(
                    IllegalStateRuntimeException.class, () -> consumers.get(0).receiveNoWait());

            Application.inRequest(container, () -> {
                clerk.context.createProducer().send(QUEUE, "next");
                assertEquals("next", consumerOf(clerk.context, QUEUE).receiveBody(String.class, WAIT_MS));
            });
        }
    }

    @Test
    @DisplayName("M-99: outside of requests belongs to the bean that it was injected into, and is closed with that")
    void ownScope() {
        JMSConsumer consumer;
        try (SeContainer container = Application.start(Clerk.class)) {
            Instance<Clerk> clerks = container.select(Clerk.class);
            Clerk clerk = clerks.get();
            Queue ofThisConnection = clerk.context.createTemporaryQueue();
            consumer = consumerOf(clerk.context, ofThisConnection);
            assertThrows(InvalidDestinationRuntimeException.class, () -> consumerOf(clerk.same, ofThisConnection));

            clerks.destroy(clerk);
            assertThrows(IllegalStateRuntimeException.class, consumer::receiveNoWait);
        }
    }

    @Test
    @DisplayName("M-99: outside of requests connects again when its broker was away")
    void connectsAgain() throws Exception {
        try (SeContainer container = Application.start(Clerk.class)) {
            Clerk clerk = container.select(Clerk.class).get();
            clerk.context.createProducer().send(QUEUE, "before");
            BROKER.stop();
            assertThrows(
                    JMSRuntimeException.class,
                    () -> clerk.context.createProducer().send(QUEUE, "nowhere"));
            BROKER.start();

            clerk.context.createProducer().send(QUEUE, "after");
            try (JMSConsumer consumer = consumerOf(clerk.context, QUEUE)) {
                assertEquals("before", consumer.receiveBody(String.class, WAIT_MS));
                assertEquals("after", consumer.receiveBody(String.class, WAIT_MS));
            }
        }
    }

    static Map<String, Consumer<JMSContext>> notTheApplications() {
        return Map.of(
                "acknowledge", JMSContext::acknowledge,
                "close", JMSContext::close,
                "commit", JMSContext::commit,
                "recover", JMSContext::recover,
                "rollback", JMSContext::rollback,
                "setAutoStart", context -> context.setAutoStart(false),
                "setClientID", context -> context.setClientID("me"),
                "setExceptionListener", context -> context.setExceptionListener(null),
                "start", JMSContext::start,
                "stop", JMSContext::stop);
    }

    static Stream<String> namesOfCalls() {
        return notTheApplications().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("namesOfCalls")
    @DisplayName("M-99: refuses what would end or change it for others")
    void refuses(String call) {
        try (SeContainer container = Application.start(Clerk.class)) {
            Clerk clerk = container.select(Clerk.class).get();
            IllegalStateRuntimeException refusal = assertThrows(
                    IllegalStateRuntimeException.class,
                    () -> notTheApplications().get(call).accept(clerk.context));
            assertTrue(refusal.getMessage().startsWith(call + " "), refusal.getMessage());
        }
    }

    @Test
    @DisplayName("M-99: is an object like others, and says what it is")
    void objectMethods() {
        try (SeContainer container = Application.start(Clerk.class)) {
            Clerk clerk = container.select(Clerk.class).get();
            assertEquals(clerk.context, clerk.context);
            assertNotEquals(clerk.context, clerk.same);
            assertTrue(clerk.context.toString().startsWith("an injected JMSContext"), clerk.context::toString);
        }
    }

    @Dependent
    static class Member {
        @Inject
        @JMSPasswordCredential(userName = "anna", password = "secret")
        JMSContext anna;

        @Inject
        @JMSPasswordCredential(userName = "anna", password = "guess")
        JMSContext impostor;
    }

    @Test
    @DisplayName("M-99: connects as @JMSPasswordCredential says, and never shows the password")
    void credentials() {
        try (SeContainer container = Application.start(Member.class)) {
            Member member = container.select(Member.class).get();
            member.anna.createProducer().send(QUEUE, "from anna");
            try (JMSConsumer consumer = consumerOf(member.anna, QUEUE)) {
                assertEquals("from anna", consumer.receiveBody(String.class, WAIT_MS));
            }
            assertThrows(JMSSecurityRuntimeException.class, () -> member.impostor.createProducer());
            assertTrue(member.impostor.toString().contains("anna"), member.impostor::toString);
            assertTrue(!member.impostor.toString().contains("guess"), member.impostor::toString);
        }
    }

    @ApplicationScoped
    static class Factories {
        @Produces
        ConnectionFactory own = new MambaConnectionFactory(System.getProperty("mamba.url") + "?clientId=own");

        @Produces
        @Named("billing")
        @jakarta.enterprise.inject.Typed(ConnectionFactory.class)
        @Special
        ConnectionFactory billing = new MambaConnectionFactory(System.getProperty("mamba.url") + "?clientId=billing");
    }

    /** Keeps the factory of billing from being a default one. */
    @jakarta.inject.Qualifier
    @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
    @interface Special {}

    @Dependent
    static class Chooser {
        @Inject
        JMSContext ofDefault;

        @Inject
        @JMSConnectionFactory("billing")
        JMSContext ofBean;

        @Inject
        @JMSConnectionFactory("jms/elsewhere")
        JMSContext ofJndi;
    }

    @Test
    @DisplayName(
            "M-99: comes of the factory that the application produces, by @JMSConnectionFactory of another or of JNDI")
    void factories() {
        try (SeContainer container = Application.start(Factories.class, Chooser.class)) {
            Chooser chooser = container.select(Chooser.class).get();
            assertEquals("own", chooser.ofDefault.getClientID());
            assertEquals("billing", chooser.ofBean.getClientID());
            JMSRuntimeException unreachable =
                    assertThrows(JMSRuntimeException.class, () -> chooser.ofJndi.createProducer());
            assertTrue(unreachable.getMessage().contains("192.0.2.1"), unreachable.getMessage());
        }
    }

    @Test
    @DisplayName("M-99: can be asked for in code too, and so can the factory")
    void programmatic() {
        try (SeContainer container = Application.start(Clerk.class)) {
            Instance<JMSContext> contexts = container.select(JMSContext.class);
            JMSContext asked = contexts.get();
            asked.createProducer().send(QUEUE, "asked");
            try (JMSContext made =
                    container.select(ConnectionFactory.class).get().createContext()) {
                assertEquals("asked", made.createConsumer(QUEUE).receiveBody(String.class, WAIT_MS));
            }
            contexts.destroy(asked);
        }
    }

    @ApplicationScoped
    static class OwnContexts {
        @Produces
        JMSContext context(ConnectionFactory factory) {
            return factory.createContext(JMSContext.CLIENT_ACKNOWLEDGE);
        }
    }

    @Test
    @DisplayName("is the one that the application produces, where it does")
    void produced() {
        try (SeContainer container = Application.start(Colleague.class, OwnContexts.class)) {
            Colleague colleague = container.select(Colleague.class).get();
            assertEquals(JMSContext.CLIENT_ACKNOWLEDGE, colleague.context.getSessionMode());
            colleague.context.close();
        }
    }
}
