// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.config;

import io.mambamq.jms.ClientConfig;
import io.mambamq.jms.ConnectionUrl;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes one URL of the properties that say where the broker is and how to speak to it. Stateless. */
final class BrokerUrl {
    private BrokerUrl() {}

    /** See {@link BrokerProperties#brokerUrl}; a value that the defaults have too counts as none. */
    static @Nullable String of(BrokerProperties properties, @Nullable BrokerProperties defaults) {
        String place = place(properties, defaults);
        return place == null ? null : withOptions(place, options(properties));
    }

    /**
     * How the connections to an embedded broker behave.
     *
     * @throws IllegalArgumentException if a value cannot be; names it
     */
    static ClientConfig configOfEmbedded(BrokerProperties properties) {
        return ConnectionUrl.parse(withOptions("mamba://embedded", options(properties)))
                .config();
    }

    private static @Nullable String place(BrokerProperties properties, @Nullable BrokerProperties defaults) {
        Map<String, String> places = new LinkedHashMap<>();
        putUnlessEmpty(places, "url", own(BrokerProperties::getUrl, properties, defaults));
        putUnlessEmpty(places, "serverName", own(BrokerProperties::getServerName, properties, defaults));
        putUnlessEmpty(
                places, "connectionParameters", own(BrokerProperties::getConnectionParameters, properties, defaults));
        if (places.size() > 1) {
            throw new IllegalArgumentException(
                    String.join(" and ", places.keySet()) + " both say where the broker is: remove all but one");
        }
        if (places.containsKey("serverName")) {
            Integer port = properties.getPortNumber();
            return "mamba://" + places.get("serverName") + (port == null ? "" : ":" + port);
        }
        if (own(BrokerProperties::getPortNumber, properties, defaults) != null) {
            throw new IllegalArgumentException(
                    "portNumber is the port at serverName, which is not set: set it, or give both in url");
        }
        String parameters = places.get("connectionParameters");
        return parameters == null ? places.get("url") : ConnectionParameters.toUrl(parameters);
    }

    private static <T> @Nullable T own(
            Function<BrokerProperties, @Nullable T> property,
            BrokerProperties properties,
            @Nullable BrokerProperties defaults) {
        T value = property.apply(properties);
        return defaults != null && Objects.equals(value, property.apply(defaults)) ? null : value;
    }

    private static Map<String, String> options(BrokerProperties properties) {
        Map<String, String> options = new LinkedHashMap<>();
        putUnlessEmpty(options, "connectTimeoutMs", properties.getConnectTimeout());
        putUnlessEmpty(options, "callTimeoutMs", properties.getCallTimeout());
        putUnlessEmpty(options, "resumeTimeoutMs", properties.getResumeTimeout());
        putUnlessEmpty(options, "deserializationFilter", properties.getDeserializationFilter());
        return options;
    }

    static String withOptions(String url, Map<String, String> options) {
        List<String> pairs = new ArrayList<>();
        options.forEach((name, value) -> pairs.add(name + '=' + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        if (pairs.isEmpty()) {
            return url;
        }
        return url + (url.indexOf('?') < 0 ? '?' : '&') + String.join("&", pairs);
    }

    private static void putUnlessEmpty(Map<String, String> values, String name, @Nullable Object value) {
        if (value != null && !value.toString().isBlank()) {
            values.put(name, value.toString());
        }
    }
}
