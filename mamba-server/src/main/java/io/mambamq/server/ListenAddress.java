// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server;

/**
 * Where the native listener waits for clients.
 *
 * @param host name or address; only loopback ones are possible as long as there is no TLS
 * @param port 0 picks a free one
 */
public record ListenAddress(String host, int port) {
    /** The port of the native protocol. */
    public static final int PORT_DEFAULT = 62622;

    public static final ListenAddress DEFAULT = new ListenAddress("127.0.0.1", PORT_DEFAULT);

    private static final int PORT_MAX = 0xFFFF;

    /**
     * Checks the port.
     *
     * @throws IllegalArgumentException if it is not 0 to 65535 or the host is empty
     */
    public ListenAddress {
        if (port < 0 || port > PORT_MAX) {
            throw new IllegalArgumentException("a port is 0 to " + PORT_MAX + ", not " + port);
        }
        if (host.isBlank()) {
            throw new IllegalArgumentException("a listener needs a host, such as 127.0.0.1");
        }
    }
}
