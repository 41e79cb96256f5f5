// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.reconnect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A network between clients and a broker that a test breaks. */
final class NetworkCut implements AutoCloseable {
    private static final long NEVER = Long.MAX_VALUE;

    private final ServerSocket listener;
    private final int brokerPort;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cuts = new AtomicInteger();
    /** Bytes, of both directions, that still pass until the network breaks. */
    private final AtomicLong bytesLeft = new AtomicLong(NEVER);

    private volatile LongSupplier bytesBetweenCuts = () -> NEVER;
    private volatile boolean losesAnswers;
    /** Connections of earlier ones are frozen. */
    private final AtomicInteger age = new AtomicInteger();

    NetworkCut(int brokerPort) throws IOException {
        this.brokerPort = brokerPort;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("accept", this::accept);
    }

    String url() {
        return "mamba://127.0.0.1:" + listener.getLocalPort();
    }

    /** How often it was broken. */
    int cuts() {
        return cuts.get();
    }

    // ---- what the test does

    /** Ends all connections; new ones can be made, and answers pass again. */
    void cut() {
        cuts.incrementAndGet();
        losesAnswers = false;
        bytesLeft.set(bytesBetweenCuts.getAsLong());
        // Each is taken out by its own thread.
        open.forEach(NetworkCut::closeQuietly);
    }

    /** The same by itself after so many more bytes, wherever in a frame that is. */
    void cutAfter(long bytes) {
        bytesLeft.set(bytes);
    }

    /** The same again and again. */
    void cutEvery(long bytes) {
        cutEvery(() -> bytes);
    }

    /** The same again and again, after a random number of bytes up to that. */
    void cutAtRandom(long seed, int bytesMax) {
        Random random = new Random(seed);
        cutEvery(() -> 1 + random.nextInt(bytesMax));
    }

    private void cutEvery(LongSupplier bytes) {
        bytesBetweenCuts = bytes;
        bytesLeft.set(bytes.getAsLong());
    }

    /** Breaks no more. */
    void heal() {
        cutEvery(NEVER);
    }

    /** The connections that there are bring nothing more, and nobody is told; new ones can be made. */
    void freeze() {
        age.incrementAndGet();
    }

    /** What the broker says does not arrive any more, while it goes on hearing its clients; until the next {@link #cut}. */
    void loseAnswers() {
        losesAnswers = true;
    }

    // ---- threads

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket client = listener.accept();
            Socket broker;
            try {
                broker = new Socket(InetAddress.getLoopbackAddress(), brokerPort);
            } catch (IOException e) {
                client.close();
                continue;
            }
            client.setTcpNoDelay(true);
            broker.setTcpNoDelay(true);
            open.add(client);
            open.add(broker);
            int born = age.get();
            start("to-broker", () -> pump(client, broker, false, born));
            start("to-client", () -> pump(broker, client, true, born));
        }
    }

    private void pump(Socket from, Socket to, boolean answers, int born) throws IOException {
        byte[] buffer = new byte[8 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (born != age.get() || (answers && losesAnswers)) {
                    continue;
                }
                long left = bytesLeft.get() == NEVER ? NEVER : bytesLeft.addAndGet(-count);
                if (left >= 0) {
                    out.write(buffer, 0, count);
                } else {
                    out.write(buffer, 0, (int) Math.max(0, count + left));
                    cut();
                    return;
                }
            }
        } finally {
            closeQuietly(from);
            closeQuietly(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void start(String name, Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException e) {
                        // Broken, as it should be.
                    }
                },
                "network-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone, one way or the other.
        }
    }

    /** Ends all connections, and no new ones can be made. */
    void vanish() throws IOException {
        listener.close();
        cut();
    }

    @Override
    public void close() throws IOException {
        vanish();
    }
}
