// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.boot;

import io.mambamq.server.ListenAddress;
import io.mambamq.server.ServerStartException;
import io.mambamq.server.ServerStartException.Reason;
import io.mambamq.server.network.Acceptor;
import io.mambamq.server.network.EventLoopThread;
import io.mambamq.server.network.SocketListener;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Opens the listener, where it may be. */
final class Listening {
    private Listening() {}

    /**
     * Where to listen.
     *
     * @throws ServerStartException if nobody may listen there
     */
    static InetSocketAddress resolve(ListenAddress address) throws ServerStartException {
        InetAddress host;
        try {
            host = InetAddress.getByName(address.host());
        } catch (UnknownHostException e) {
            throw new ServerStartException(Reason.ADDRESS_NOT_POSSIBLE, "unknown host " + address.host(), e);
        }
        if (!host.isLoopbackAddress()) {
            throw new ServerStartException(
                    Reason.ADDRESS_NOT_POSSIBLE,
                    address.host() + " is not a loopback address: this version has no TLS yet, so that anybody on the"
                            + " way could read passwords and messages; listen on 127.0.0.1",
                    null);
        }
        return new InetSocketAddress(host, address.port());
    }

    /**
     * Binds the address.
     *
     * @throws ServerStartException if it cannot be had
     */
    static SocketListener open(InetSocketAddress address, EventLoopThread thread, Acceptor acceptor)
            throws ServerStartException {
        String where = "cannot listen on " + address.getAddress().getHostAddress() + " port " + address.getPort();
        try {
            return SocketListener.open(thread, address, acceptor);
        } catch (BindException e) {
            throw new ServerStartException(
                    Reason.PORT_IN_USE,
                    where + " (" + e.getMessage() + "); stop who uses it, or choose another port",
                    e);
        } catch (IOException e) {
            throw new ServerStartException(Reason.ADDRESS_NOT_POSSIBLE, where + ": " + e.getMessage(), e);
        }
    }
}
