// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.remote;

import io.mambamq.server.ListenAddress;
import java.net.URI;
import java.net.URISyntaxException;

/** {@code mamba://host:port}: one broker; the port is the default one where it is left out. */
record BrokerUrl(String host, int port) {
    private static final String SCHEME = "mamba";

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException if it is not one; says how one is written
     */
    static BrokerUrl parse(String text) {
        URI uri = uri(text);
        if (uri.getRawUserInfo() != null) {
            // Not repeated: what stands there may be a password.
            throw new IllegalArgumentException("a URL has no user and password; say --user and --password-file");
        }
        boolean onlyAddress = uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"));
        if (!SCHEME.equals(uri.getScheme()) || uri.getHost() == null || !onlyAddress) {
            throw noUrl();
        }
        return new BrokerUrl(uri.getHost(), uri.getPort() < 0 ? ListenAddress.PORT_DEFAULT : uri.getPort());
    }

    private static URI uri(String text) {
        try {
            URI uri = new URI(text);
            if (!uri.isOpaque()) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Not told: its message repeats the text, and a password with it if there is one.
        }
        throw noUrl();
    }

    private static IllegalArgumentException noUrl() {
        return new IllegalArgumentException(
                "the URL of a broker is written " + SCHEME + "://host:" + ListenAddress.PORT_DEFAULT);
    }

    @Override
    public String toString() {
        return SCHEME + "://" + host + ':' + port;
    }
}
