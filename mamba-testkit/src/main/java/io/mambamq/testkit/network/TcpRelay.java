// SPDX-License-Identifier: Apache-2.0

package io.mambamq.testkit.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network between clients and a port of this machine, which a test breaks and which remembers each attempt to connect. Where nobody
 * listens behind it the client sees its connection reset, as behind a load balancer; so attempts are counted while the server is away
 * too.
 */
public final class TcpRelay implements AutoCloseable {
    private static final int BUFFER_BYTES = 8 * 1024;

    private final ServerSocket listener;
    private final int targetPort;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<Attempt> attempts = new CopyOnWriteArrayList<>();
    private final AtomicInteger cuts = new AtomicInteger();
    private final Trouble trouble = new Trouble();
    private volatile boolean interrupted;

    /**
     * One connection that a client made.
     *
     * @param nanoTime when
     * @param reached whether it got through to somebody behind the relay
     */
    public record Attempt(long nanoTime, boolean reached) {}

    private TcpRelay(ServerSocket listener, int targetPort) {
        this.listener = listener;
        this.targetPort = targetPort;
    }

    /** Listens on a free port of the loopback interface. */
    public static TcpRelay to(int targetPort) throws IOException {
        TcpRelay relay = new TcpRelay(new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress()), targetPort);
        start("accept", relay::accept);
        return relay;
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** For a client of a broker. */
    public String url() {
        return "mamba://127.0.0.1:" + port();
    }

    /** In the order in which they were made. */
    public List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    /** How often it was cut. */
    public int cuts() {
        return cuts.get();
    }

    // ---- what the test does

    /** Ends all connections, and resets new ones until {@link #restore}. */
    public void interrupt() {
        interrupted = true;
        cut();
    }

    /** Lets connections pass again. */
    public void restore() {
        interrupted = false;
    }

    /** Ends all connections; new ones can be made, and answers pass again. */
    public void cut() {
        cuts.incrementAndGet();
        trouble.onCut();
        // Each is taken out by its own threads.
        open.forEach(TcpRelay::closeQuietly);
    }

    /** The same by itself after so many more bytes, wherever in a frame that is. */
    public void cutAfter(long bytes) {
        trouble.cutAfter(bytes);
    }

    /** The same again and again. */
    public void cutEvery(long bytes) {
        trouble.cutEvery(bytes);
    }

    /** The same again and again, after a random number of bytes up to that. */
    public void cutAtRandom(long seed, int bytesMax) {
        trouble.cutAtRandom(seed, bytesMax);
    }

    /** Breaks by itself no more. */
    public void heal() {
        trouble.heal();
    }

    /** The connections that there are bring nothing more, and nobody is told; new ones can be made. */
    public void freeze() {
        trouble.freeze();
    }

    /** What the server says does not arrive any more, while it goes on hearing its clients; until the next {@link #cut}. */
    public void loseAnswers() {
        trouble.loseAnswers();
    }

    /** Ends all connections, and new ones are refused. */
    public void vanish() throws IOException {
        listener.close();
        cut();
    }

    @Override
    public void close() throws IOException {
        vanish();
    }

    // ---- threads

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket client = listener.accept();
            Socket server = new Socket();
            boolean reached = !interrupted && connect(server);
            attempts.add(new Attempt(System.nanoTime(), reached));
            if (!reached) {
                reset(client);
                continue;
            }
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            open.add(client);
            open.add(server);
            int born = trouble.age();
            start("to-server", () -> pump(client, server, false, born));
            start("to-client", () -> pump(server, client, true, born));
        }
    }

    private boolean connect(Socket server) {
        try {
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void reset(Socket client) throws IOException {
        client.setSoLinger(true, 0);
        client.close();
    }

    private void pump(Socket from, Socket to, boolean answers, int born) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                int passing = trouble.passing(count, answers, born);
                out.write(buffer, 0, Math.max(0, passing));
                if (passing >= 0 && passing < count) {
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
                        // Cut, as it should be.
                    }
                },
                "relay-" + name);
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
}
