// SPDX-License-Identifier: Apache-2.0

package io.mambamq.samples.hello;

import io.mambamq.jms.MambaConnectionFactory;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;

/** Sends a message and receives it. The factory's class is the only one of Mamba; all else is standard JMS. */
public final class HelloJms {
    private static final long PATIENCE_MS = 10_000;

    private HelloJms() {}

    @SuppressWarnings("checkstyle:noConsole")
    public static void main(String[] arguments) {
        String url = arguments.length == 0 ? "mamba://localhost:62622" : arguments[0];
        System.out.println(greet(new MambaConnectionFactory(url)));
    }

    static String greet(ConnectionFactory factory) {
        try (JMSContext context = factory.createContext()) {
            Queue queue = context.createQueue("greetings");
            context.createProducer().send(queue, "Hello from a queue"); // returns when it is safe on the broker's disk
            return context.createConsumer(queue).receiveBody(String.class, PATIENCE_MS);
        }
    }
}
