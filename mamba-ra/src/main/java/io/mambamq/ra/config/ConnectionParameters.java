// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.config;

import io.mambamq.jms.ConnectionUrl;
import io.mambamq.jms.NearestName;
import io.mambamq.ra.log.ResourceAdapterLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads {@code host=a;port=1;option=value,host=b;port=2}: hosts separated by commas, what is said about each by semicolons.
 * Options are those of a URL and hold for all hosts. A name that is not known is left out with a warning, because other adapters
 * have many; unless it asks for encryption, which must not silently be missing. Stateless.
 */
final class ConnectionParameters {
    private static final String HOST = "host";
    private static final String PORT = "port";

    private ConnectionParameters() {}

    /**
     * The same as a URL.
     *
     * @throws IllegalArgumentException if it cannot be read; says what is wrong
     */
    static String toUrl(String parameters) {
        List<String> hosts = new ArrayList<>();
        Map<String, String> options = new LinkedHashMap<>();
        for (String ofHost : parameters.split(",", -1)) {
            hosts.add(host(ofHost, options));
        }
        return BrokerUrl.withOptions("mamba://" + String.join(",", hosts), options);
    }

    private static String host(String parameters, Map<String, String> options) {
        Map<String, String> place = new LinkedHashMap<>();
        for (String pair : parameters.split(";", -1)) {
            if (!pair.isBlank()) {
                read(pair, place, options);
            }
        }
        String host = place.get(HOST);
        if (host == null) {
            throw new IllegalArgumentException(
                    "connectionParameters names no host: write host=NAME;port=62622, hosts separated by commas");
        }
        return place.containsKey(PORT) ? host + ':' + place.get(PORT) : host;
    }

    private static void read(String pair, Map<String, String> place, Map<String, String> options) {
        int equals = pair.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException(
                    "connectionParameters consists of name=value, separated by semicolons, and one has no =");
        }
        String name = pair.substring(0, equals).strip();
        String value = pair.substring(equals + 1).strip();
        if (name.equals(HOST) || name.equals(PORT)) {
            place.put(name, value);
        } else if (ConnectionUrl.optionNames().contains(name)) {
            options.put(name, value);
        } else {
            leaveOut(name, value);
        }
    }

    private static void leaveOut(String name, String value) {
        if (isAboutEncryption(name) && !value.equalsIgnoreCase("false")) {
            throw new IllegalArgumentException("connectionParameters asks for encryption by " + name
                    + ", which this adapter does not know by that name: remove it, and say it in url");
        }
        List<String> known = new ArrayList<>(ConnectionUrl.optionNames());
        known.add(HOST);
        known.add(PORT);
        ResourceAdapterLog.LOG.unknownParameter(name, NearestName.of(name, known));
    }

    private static boolean isAboutEncryption(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.contains("ssl")
                || lower.contains("tls")
                || lower.contains("truststore")
                || lower.contains("keystore");
    }
}
