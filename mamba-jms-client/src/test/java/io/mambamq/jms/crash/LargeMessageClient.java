// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.crash;

import io.mambamq.jms.MambaConnectionFactory;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.Random;
import java.util.zip.CRC32;

/**
 * A process with a small heap that sends or receives one large message. Arguments: url, queue, send or receive, and for send the
 * bytes of the body. Prints a line before the send, and how many bytes with which checksum passed after it.
 */
final class LargeMessageClient {
    static final String READY = "begins";
    static final String DONE = "bytes, checksum";

    private static final int PART_BYTES = 1 << 20;
    private static final long RECEIVE_TIMEOUT_MS = 60_000;

    private LargeMessageClient() {}

    public static void main(String[] arguments) throws JMSException {
        try (Connection connection = new MambaConnectionFactory(arguments[0]).createConnection()) {
            connection.start();
            Session session = connection.createSession();
            Queue queue = session.createQueue(arguments[1]);
            if (arguments[2].equals("send")) {
                send(session, queue, Long.parseLong(arguments[3]));
            } else {
                receive(session, queue);
            }
        }
    }

    private static void send(Session session, Queue queue, long lengthBytes) throws JMSException {
        BytesMessage message = session.createBytesMessage();
        CRC32 checksum = new CRC32();
        byte[] part = new byte[PART_BYTES];
        new Random(lengthBytes).nextBytes(part);
        for (long left = lengthBytes; left > 0; left -= part.length) {
            part[0]++;
            int length = (int) Math.min(left, part.length);
            message.writeBytes(part, 0, length);
            checksum.update(part, 0, length);
        }
        System.out.println(READY);
        long begin = System.nanoTime();
        session.createProducer(queue).send(message);
        report("sent", lengthBytes, checksum, begin);
    }

    private static void receive(Session session, Queue queue) throws JMSException {
        System.out.println(READY);
        long begin = System.nanoTime();
        BytesMessage message = (BytesMessage) session.createConsumer(queue).receive(RECEIVE_TIMEOUT_MS);
        CRC32 checksum = new CRC32();
        byte[] part = new byte[PART_BYTES];
        for (int read = message.readBytes(part); read > 0; read = message.readBytes(part)) {
            checksum.update(part, 0, read);
        }
        report("received", message.getBodyLength(), checksum, begin);
    }

    private static void report(String what, long lengthBytes, CRC32 checksum, long begin) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                "%s %d %s %x, %.0f MB/s%n", what, lengthBytes, DONE, checksum.getValue(), lengthBytes / 1e6 / seconds);
    }
}
