// SPDX-License-Identifier: Apache-2.0

package io.mambamq.samples.hello;

import io.mambamq.jms.MambaConnectionFactory;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Topic;
import java.util.List;

/**
 * Publishes one order to a topic, for three readers: the accounts, which must have every order also while they are closed; the
 * warehouse, whose workers share the work; a screen that shows what happens while it is on.
 */
public final class HelloTopic {
    private static final long PATIENCE_MS = 10_000;

    private HelloTopic() {}

    @SuppressWarnings("checkstyle:noConsole")
    public static void main(String[] arguments) {
        String url = arguments.length == 0 ? "mamba://localhost:62622" : arguments[0];
        tell(new MambaConnectionFactory(url)).forEach(System.out::println);
    }

    static List<String> tell(ConnectionFactory factory) {
        try (JMSContext context = factory.createContext()) {
            Topic orders = context.createTopic("orders");
            context.createSharedDurableConsumer(orders, "accounts").close(); // gathers from now on, until unsubscribe
            JMSConsumer worker =
                    context.createSharedConsumer(orders, "warehouse"); // as many as you like, each order to one
            JMSConsumer screen = context.createConsumer(orders);

            context.createProducer().send(orders, "a teapot");

            JMSConsumer accounts = context.createSharedDurableConsumer(orders, "accounts"); // the next morning
            List<String> seen = List.of(
                    "accounts: " + accounts.receiveBody(String.class, PATIENCE_MS),
                    "warehouse: " + worker.receiveBody(String.class, PATIENCE_MS),
                    "screen: " + screen.receiveBody(String.class, PATIENCE_MS));
            accounts.close();
            context.unsubscribe("accounts");
            return seen;
        }
    }
}
