// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code mamba://host:port,host2:port2?option=value&option=value}. The port is 62622 where it is left out; of several
 * hosts the first that answers is taken.
 *
 * <table>
 *   <caption>Options</caption>
 *   <tr><th>option</th><th>default</th><th>meaning</th></tr>
 *   <tr><td>{@code connectTimeoutMs}</td><td>10000</td><td>until a host has to have answered</td></tr>
 *   <tr><td>{@code callTimeoutMs}</td><td>30000</td><td>until the broker has to have answered a request or confirmed a
 *   send</td></tr>
 *   <tr><td>{@code heartbeatMs}</td><td>10000</td><td>silence after which the broker is asked for a sign of life; after
 *   twice as much the network counts as failed; 0 for never</td></tr>
 *   <tr><td>{@code reconnect}, {@code reconnectInitialDelayMs}, {@code reconnectMaxDelayMs},
 *   {@code reconnectTimeoutMs}</td><td>true, 100, 30000, 300000</td><td>see {@link ReconnectPolicy}</td></tr>
 *   <tr><td>{@code resumeTimeoutMs}</td><td>0</td><td>how long the broker is asked to keep a connection when the network
 *   fails, so that it goes on; 0 for not at all</td></tr>
 *   <tr><td>{@code prefetch}</td><td>256</td><td>messages that a consumer is sent ahead</td></tr>
 *   <tr><td>{@code prefetchBytes}</td><td>1048576</td><td>bytes that a consumer is sent ahead</td></tr>
 *   <tr><td>{@code acknowledge}</td><td>pipelined</td><td>{@code sync}: an automatic acknowledgement waits until it is
 *   durable</td></tr>
 *   <tr><td>{@code clientId}</td><td>none</td><td>JMS client id</td></tr>
 *   <tr><td>{@code deserializationFilter}</td><td>none</td><td>classes that bodies of object messages may have besides
 *   the basic ones, in the syntax of {@code jdk.serialFilter}</td></tr>
 *   <tr><td>{@code overridePriority}, {@code overrideDeliveryMode}, {@code overrideTimeToLiveMs},
 *   {@code overrideDeliveryDelayMs}</td><td>none</td><td>see {@link SendOverrides}</td></tr>
 * </table>
 */
public record ConnectionUrl(List<HostPort> hosts, ClientConfig config) {
    public static final int DEFAULT_PORT = 62622;

    private static final String SCHEME = "mamba://";
    private static final int PORT_MAX = 65_535;

    public ConnectionUrl {
        hosts = List.copyOf(hosts);
    }

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException if it is not one of Mamba's; says what is wrong with which part
     */
    public static ConnectionUrl parse(String url) {
        if (!url.startsWith(SCHEME)) {
            throw invalid(url, "it starts with " + SCHEME + ", as in mamba://localhost:" + DEFAULT_PORT);
        }
        int question = url.indexOf('?');
        String authority = url.substring(SCHEME.length(), question < 0 ? url.length() : question);
        if (authority.endsWith("/")) {
            authority = authority.substring(0, authority.length() - 1);
        }
        if (authority.indexOf('/') >= 0) {
            throw invalid(url, "nothing stands between the hosts and the options");
        }
        try {
            return new ConnectionUrl(
                    parseHosts(authority), ConnectionOptions.parse(question < 0 ? "" : url.substring(question + 1)));
        } catch (IllegalArgumentException e) {
            IllegalArgumentException invalid = invalid(url, String.valueOf(e.getMessage()));
            invalid.initCause(e);
            throw invalid;
        }
    }

    /** The names of all options. */
    public static List<String> optionNames() {
        return ConnectionOptions.KNOWN;
    }

    private static List<HostPort> parseHosts(String authority) {
        if (authority.indexOf('@') >= 0) {
            throw new IllegalArgumentException(
                    "a URL has no user, for URLs are logged; the factory takes user and password beside it");
        }
        List<HostPort> hosts = new ArrayList<>();
        for (String part : authority.split(",", -1)) {
            hosts.add(parseHost(part));
        }
        return hosts;
    }

    private static HostPort parseHost(String part) {
        int bracket = part.lastIndexOf(']');
        int colon = part.indexOf(':', Math.max(bracket, 0));
        String host = colon < 0 ? part : part.substring(0, colon);
        if (bracket >= 0) {
            if (!part.startsWith("[") || host.length() != bracket + 1) {
                throw new IllegalArgumentException(
                        "an IPv6 address stands in brackets, as in [::1]:62622: \"" + part + '"');
            }
            host = part.substring(1, bracket);
        }
        if (host.isBlank()) {
            throw new IllegalArgumentException("a host is missing: \"" + part + '"');
        }
        return new HostPort(host, colon < 0 ? DEFAULT_PORT : parsePort(part.substring(colon + 1)));
    }

    private static int parsePort(String text) {
        int port;
        try {
            port = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a port is a number from 1 to " + PORT_MAX + ", not \"" + text + '"', e);
        }
        if (port < 1 || port > PORT_MAX) {
            throw new IllegalArgumentException("a port is a number from 1 to " + PORT_MAX + ", not " + port);
        }
        return port;
    }

    private static IllegalArgumentException invalid(String url, String problem) {
        return new IllegalArgumentException("not a Mamba URL: \"" + shown(url) + "\": " + problem);
    }

    /** Without what may be a password that somebody has put there by mistake. */
    private static String shown(String url) {
        int question = url.indexOf('?');
        String front = question < 0 ? url : url.substring(0, question) + "?...";
        int at = front.lastIndexOf('@');
        int user = front.indexOf("//") + 2;
        return at < user ? front : front.substring(0, user) + "..." + front.substring(at);
    }
}
