// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.client;

import io.mambamq.protocol.frame.ConsumerAttach;
import io.mambamq.protocol.frame.Credit;
import io.mambamq.protocol.frame.Deliver;
import io.mambamq.protocol.frame.DeliveryRanges;
import io.mambamq.protocol.frame.Done;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.Send;
import io.mambamq.protocol.frame.SendCredit;
import io.mambamq.protocol.frame.Sent;
import io.mambamq.protocol.frame.SessionOpen;
import io.mambamq.protocol.frame.Settle;
import io.mambamq.protocol.frame.SettleOutcome;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.EncodedMessage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;

/**
 * A load without a JMS client, to see what the server itself costs: producers that block on each confirmation and
 * consumers that settle each message, one connection each.
 *
 * <p>Arguments: port, server's process id, producers, consumers, body bytes, seconds.
 */
final class RawLoad {
    private static final int CREDIT_MESSAGES = 100;

    private static final LongAdder SENT = new LongAdder();
    private static final LongAdder RECEIVED = new LongAdder();

    private RawLoad() {}

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        long serverPid = Long.parseLong(arguments[1]);
        int producers = Integer.parseInt(arguments[2]);
        int consumers = Integer.parseInt(arguments[3]);
        EncodedMessage message = Messages.ofSize("load", Integer.parseInt(arguments[4]));
        int seconds = Integer.parseInt(arguments[5]);
        for (int i = 0; i < consumers; i++) {
            start(() -> consume(port));
        }
        for (int i = 0; i < producers; i++) {
            start(() -> produce(port, message));
        }
        Thread.sleep(1000L * seconds / 2);
        for (int round = 0; round < 3; round++) {
            measure(serverPid, seconds);
        }
        System.exit(0);
    }

    private static void measure(long serverPid, int seconds) throws Exception {
        long sent = SENT.sum();
        long received = RECEIVED.sum();
        long serverCpuMs = cpuMs(serverPid);
        long ownCpuMs = ownCpuMs();
        long startNs = System.nanoTime();
        Thread.sleep(1000L * seconds);
        double elapsed = (System.nanoTime() - startNs) / 1e9;
        long count = Math.max(SENT.sum() - sent, RECEIVED.sum() - received);
        System.out.printf(
                "sent %.0f/s received %.0f/s, CPU per message: server %.1f us, driver %.1f us%n",
                (SENT.sum() - sent) / elapsed,
                count / elapsed,
                1000.0 * (cpuMs(serverPid) - serverCpuMs) / count,
                1000.0 * (ownCpuMs() - ownCpuMs) / count);
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void produce(int port, EncodedMessage message) throws IOException {
        FrameClient client = FrameClient.connected(port);
        client.send(new SessionOpen(1, 1, 0));
        client.expect(Done.class);
        for (long sequence = 1; ; sequence++) {
            client.send(new Send(1, sequence, 0, true, message));
            Frame answer = client.read();
            while (answer instanceof SendCredit) {
                answer = client.read();
            }
            if (!(answer instanceof Sent)) {
                throw new IOException("got " + answer);
            }
            SENT.increment();
        }
    }

    private static void consume(int port) throws IOException {
        FrameClient client = FrameClient.connected(port);
        client.send(
                new SessionOpen(1, 1, 0),
                new ConsumerAttach(1, 2, 1, DestinationName.queue("load"), null, false, null),
                new Credit(1, 1, CREDIT_MESSAGES, 1L << 40));
        int used = 0;
        while (true) {
            if (!(client.read() instanceof Deliver delivery)) {
                continue;
            }
            RECEIVED.increment();
            Settle settle = new Settle(1, 0, 0, SettleOutcome.ACCEPTED, DeliveryRanges.single(delivery.delivery()));
            if (++used == CREDIT_MESSAGES / 2) {
                client.send(settle, new Credit(1, 1, used, 0));
                used = 0;
            } else {
                client.send(settle);
            }
        }
    }

    private static long ownCpuMs() {
        var bean = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return bean.getProcessCpuTime() / 1_000_000;
    }

    private static long cpuMs(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10;
    }
}
