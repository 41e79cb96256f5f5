// SPDX-License-Identifier: Apache-2.0

package io.mambamq.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.MambaConnectionFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSSessionMode;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("An application that cannot work is not deployed")
class DeploymentTest {
    /** Nobody listens there, and nobody is asked. */
    private static final String URL = "mamba://192.0.2.1:1";

    @BeforeEach
    void configure() {
        System.setProperty("mamba.url", URL);
    }

    @AfterEach
    void forget() {
        System.clearProperty("mamba.url");
    }

    private static String refusalOf(Class<?>... beans) {
        return assertThrows(
                        RuntimeException.class, () -> Application.start(beans).close())
                .getMessage();
    }

    @Test
    @DisplayName("The extension is found by CDI itself")
    void found() {
        assertTrue(ServiceLoader.load(Extension.class).stream().anyMatch(it -> it.type() == MambaExtension.class));
    }

    @Dependent
    static class StaticMethod {
        @MambaListener(destination = "q")
        static void on(String body) {}
    }

    @Dependent
    static class PrivateMethod {
        @MambaListener(destination = "q")
        @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // that is the mistake
        private void on(String body) {}
    }

    @Dependent
    static class Answering {
        @MambaListener(destination = "q")
        int on(String body) {
            return body.length();
        }
    }

    @Dependent
    static class NoParameter {
        @MambaListener(destination = "q")
        void on() {}
    }

    @Dependent
    static class TwoParameters {
        @MambaListener(destination = "q")
        void on(String body, JMSContext context) {}
    }

    @Dependent
    static class PrimitiveBody {
        @MambaListener(destination = "q")
        void on(int body) {}
    }

    @Dependent
    static class ThreadBody {
        @MambaListener(destination = "q")
        void on(Thread body) {}
    }

    interface Shape {}

    @Dependent
    @Typed(Shape.class)
    static class OtherType implements Shape {
        @MambaListener(destination = "q")
        void on(String body) {}
    }

    @Dependent
    static class NoName {
        @MambaListener(destination = "")
        void on(String body) {}
    }

    @Dependent
    static class BadSelector {
        @MambaListener(destination = "q", selector = "colour == 'red'")
        void on(String body) {}
    }

    @Dependent
    static class NoConcurrency {
        @MambaListener(destination = "q", concurrency = 0)
        void on(String body) {}
    }

    @Dependent
    static class TooMuchConcurrency {
        @MambaListener(destination = "q", concurrency = 257)
        void on(String body) {}
    }

    @Dependent
    static class SubscribedQueue {
        @MambaListener(destination = "q", subscription = "s")
        void on(String body) {}
    }

    @Dependent
    static class EveryMessageTwice {
        @MambaListener(destination = "t", type = DestinationType.TOPIC, concurrency = 2)
        void on(String body) {}
    }

    @Dependent
    static class DurableWithoutName {
        @MambaListener(destination = "t", type = DestinationType.TOPIC, durable = true)
        void on(String body) {}
    }

    @Dependent
    static class TransactedListener {
        @JMSSessionMode(JMSContext.SESSION_TRANSACTED)
        @MambaListener(destination = "q")
        void on(String body) {}
    }

    @Dependent
    static class TransactedContext {
        @Inject
        @JMSSessionMode(JMSContext.SESSION_TRANSACTED)
        JMSContext context;
    }

    @Dependent
    static class UnknownFactory {
        @Inject
        @JMSConnectionFactory("jms/nowhere")
        JMSContext context;
    }

    @Dependent
    static class NamedText {
        @Produces
        @Named("jms/text")
        String text = "no factory";

        @Inject
        @JMSConnectionFactory("jms/text")
        JMSContext context;
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(StaticMethod.class, "is static or private: make it an instance method"),
                Arguments.of(PrivateMethod.class, "is static or private: make it an instance method"),
                Arguments.of(Answering.class, "returns a int that nobody gets: make it void"),
                Arguments.of(NoParameter.class, "has 0 parameters: let it have one"),
                Arguments.of(TwoParameters.class, "has 2 parameters: let it have one"),
                Arguments.of(PrimitiveBody.class, "takes a int, which no message has: take the Message, or its body"),
                Arguments.of(ThreadBody.class, "takes a java.lang.Thread, which no message has"),
                Arguments.of(OtherType.class, "leave out @Typed"),
                Arguments.of(NoName.class, "a destination needs a name"),
                Arguments.of(BadSelector.class, "the selector has an error at position 9"),
                Arguments.of(NoConcurrency.class, "has a concurrency of 0: say 1 to 256"),
                Arguments.of(TooMuchConcurrency.class, "has a concurrency of 257: say 1 to 256"),
                Arguments.of(SubscribedQueue.class, "has a subscription to a queue: say type = DestinationType.TOPIC"),
                Arguments.of(EveryMessageTwice.class, "would get every message 2 times: name a subscription"),
                Arguments.of(DurableWithoutName.class, "is durable without a name: name the subscription"),
                Arguments.of(TransactedListener.class, "@JMSSessionMode(0) is neither AUTO_ACKNOWLEDGE nor"),
                Arguments.of(TransactedContext.class, "inject a ConnectionFactory and create the context from that"),
                Arguments.of(UnknownFactory.class, "@JMSConnectionFactory(\"jms/nowhere\") names neither a bean"),
                Arguments.of(NamedText.class, "@JMSConnectionFactory(\"jms/text\") names neither a bean"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    @DisplayName("and the error says where, what is wrong and what to do")
    void mistake(Class<?> bean, String help) {
        String refusal = refusalOf(bean);
        assertTrue(refusal.contains(help), refusal);
        assertTrue(refusal.contains(bean.getName()), refusal);
    }

    @Dependent
    static class Sender {
        @Inject
        JMSContext context;
    }

    @Test
    @DisplayName("without a broker: it says how to name one")
    void noBroker() {
        System.clearProperty("mamba.url");
        String refusal = refusalOf(Sender.class);
        assertTrue(refusal.contains("no broker is known: set the system property mamba.url"), refusal);
    }

    @Test
    @DisplayName("with a URL that is none")
    void badUrl() {
        System.setProperty("mamba.url", "http://localhost");
        String refusal = refusalOf(Sender.class);
        assertTrue(refusal.contains("mamba.url (or MAMBA_URL): "), refusal);
    }

    @ApplicationScoped
    static class Ambiguous {
        @Produces
        ConnectionFactory one = new MambaConnectionFactory(URL);

        @Produces
        ConnectionFactory two = new MambaConnectionFactory(URL);
    }

    @Test
    @DisplayName("with two factories of which none is the default one")
    void ambiguous() {
        String refusal = refusalOf(Sender.class, Ambiguous.class);
        assertTrue(refusal.contains("one") && refusal.contains("two"), refusal);
    }

    @Test
    @DisplayName("but one that needs no broker is, without any")
    void needsNone() {
        System.clearProperty("mamba.url");
        try (SeContainer container = Application.start(Ambiguous.class)) {
            assertEquals(true, container.isRunning());
        }
    }
}
