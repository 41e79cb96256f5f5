// SPDX-License-Identifier: Apache-2.0

package io.mambamq.testkit.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Passes connections on to a port of this machine and remembers each attempt. Where nobody listens behind it the client sees its
 * connection reset, as behind a load balancer; so attempts are counted while the server is away too.
 */
public final class TcpRelay implements AutoCloseable {
    private final ServerSocket listener;
    private final int targetPort;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<Attempt> attempts = new CopyOnWriteArrayList<>();
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

    /** In the order in which they were made. */
    public List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    /** Ends all connections, and resets new ones until {@link #restore}. */
    public void interrupt() {
        interrupted = true;
        cut();
    }

    /** Lets connections pass again. */
    public void restore() {
        interrupted = false;
    }

    /** Ends all connections; new ones can be made. */
    public void cut() {
        // Each is taken out by its own threads.
        open.forEach(TcpRelay::closeQuietly);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
    }

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
            start("to-server", () -> pump(client, server));
            start("to-client", () -> pump(server, client));
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

    private void pump(Socket from, Socket to) throws IOException {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
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
