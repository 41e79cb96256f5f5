// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.adapter;

import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Queue;

/** Sends persistent messages, many in each transaction, on a peer's class path. */
final class QueueFill {
    static final String READY = "queue filled";
    private static final int BATCH = 500;

    private QueueFill() {}

    /** Arguments: class of the connection factory, its URL, queue, messages, bytes of a body. */
    public static void main(String[] arguments) throws Exception {
        ConnectionFactory factory = Class.forName(arguments[0])
                .asSubclass(ConnectionFactory.class)
                .getConstructor(String.class)
                .newInstance(arguments[1]);
        int messages = Integer.parseInt(arguments[3]);
        byte[] body = new byte[Integer.parseInt(arguments[4])];
        try (JMSContext context = factory.createContext(JMSContext.SESSION_TRANSACTED)) {
            Queue queue = context.createQueue(arguments[2]);
            JMSProducer producer = context.createProducer();
            for (int sent = 1; sent <= messages; sent++) {
                BytesMessage message = context.createBytesMessage();
                message.writeBytes(body);
                producer.send(queue, message);
                if (sent % BATCH == 0 || sent == messages) {
                    context.commit();
                }
            }
        }
        System.out.println(READY);
    }
}
