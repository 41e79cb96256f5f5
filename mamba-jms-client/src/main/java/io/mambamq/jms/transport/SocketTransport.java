// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.transport;

import io.mambamq.jms.ClientLog;
import io.mambamq.jms.HostPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;

/**
 * TCP through {@link Socket} streams. Not a {@code SocketChannel}: that one closes when a thread that uses it is interrupted,
 * and an application's interrupt must not take the connection from all its sessions.
 */
final class SocketTransport implements Transport {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final String peer;

    private SocketTransport(Socket socket, String peer) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
        this.peer = peer;
    }

    static SocketTransport connect(HostPort address, int timeoutMs) throws IOException {
        Socket socket = new Socket();
        try {
            InetSocketAddress resolved = new InetSocketAddress(address.host(), address.port());
            if (resolved.isUnresolved()) {
                throw new UnknownHostException("unknown host");
            }
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.connect(resolved, timeoutMs);
            return new SocketTransport(socket, address.toString());
        } catch (IOException e) {
            close(socket);
            throw e;
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return in.read(buffer, offset, length);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    @Override
    public void readTimeoutMs(int timeoutMs) throws IOException {
        socket.setSoTimeout(timeoutMs);
    }

    @Override
    public String peer() {
        return peer;
    }

    @Override
    public void close() {
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            ClientLog.LOG.debugf(e, "closing a socket");
        }
    }
}
