// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.transport;

import io.mambamq.jms.Connector;
import io.mambamq.jms.HostPort;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** The places where a broker may be, in the order in which they are tried. Immutable, any thread. */
public final class Dialer {
    /** One of them. */
    public interface Place {
        Transport connect(int timeoutMs) throws IOException;
    }

    private final List<Place> places;
    private final String description;

    private Dialer(List<Place> places, String description) {
        this.places = places;
        this.description = description;
    }

    public static Dialer toHosts(List<HostPort> hosts) {
        List<Place> places = hosts.stream()
                .<Place>map(host -> timeoutMs -> SocketTransport.connect(host, timeoutMs))
                .toList();
        return new Dialer(places, hosts.stream().map(HostPort::toString).collect(Collectors.joining(",")));
    }

    public static Dialer through(Connector connector) {
        return new Dialer(
                List.of(timeoutMs -> new ChannelTransport(connector.connect(timeoutMs))), "the embedded broker");
    }

    public List<Place> places() {
        return places;
    }

    /** Where they are, for messages. */
    @Override
    public String toString() {
        return description;
    }
}
