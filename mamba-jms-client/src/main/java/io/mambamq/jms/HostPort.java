// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

/** Where a broker listens. An IPv6 address stands without its brackets. */
public record HostPort(String host, int port) {
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? '[' + host + ']' : host) + ':' + port;
    }
}
