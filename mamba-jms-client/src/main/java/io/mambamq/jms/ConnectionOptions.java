// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import io.mambamq.jms.message.ObjectDecoder;
import jakarta.jms.DeliveryMode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The part of a {@link ConnectionUrl} behind the question mark. Stateless. */
final class ConnectionOptions {
    private static final String CONNECT_TIMEOUT = "connectTimeoutMs";
    private static final String CALL_TIMEOUT = "callTimeoutMs";
    private static final String HEARTBEAT = "heartbeatMs";
    private static final String RECONNECT = "reconnect";
    private static final String RECONNECT_INITIAL_DELAY = "reconnectInitialDelayMs";
    private static final String RECONNECT_MAX_DELAY = "reconnectMaxDelayMs";
    private static final String RESUME_TIMEOUT = "resumeTimeoutMs";
    private static final String RECONNECT_TIMEOUT = "reconnectTimeoutMs";
    private static final String PREFETCH = "prefetch";
    private static final String PREFETCH_BYTES = "prefetchBytes";
    private static final String ACKNOWLEDGE = "acknowledge";
    private static final String LARGE_MESSAGE_BYTES = "largeMessageBytes";
    private static final String CLIENT_ID = "clientId";
    private static final String OVERRIDE_DELIVERY_MODE = "overrideDeliveryMode";
    private static final String OVERRIDE_PRIORITY = "overridePriority";
    private static final String OVERRIDE_TIME_TO_LIVE = "overrideTimeToLiveMs";
    private static final String OVERRIDE_DELIVERY_DELAY = "overrideDeliveryDelayMs";

    static final List<String> KNOWN = List.of(
            CONNECT_TIMEOUT,
            CALL_TIMEOUT,
            HEARTBEAT,
            RECONNECT,
            RECONNECT_INITIAL_DELAY,
            RECONNECT_MAX_DELAY,
            RECONNECT_TIMEOUT,
            RESUME_TIMEOUT,
            PREFETCH,
            PREFETCH_BYTES,
            ACKNOWLEDGE,
            LARGE_MESSAGE_BYTES,
            CLIENT_ID,
            ObjectDecoder.OPTION,
            OVERRIDE_DELIVERY_MODE,
            OVERRIDE_PRIORITY,
            OVERRIDE_TIME_TO_LIVE,
            OVERRIDE_DELIVERY_DELAY);

    private static final String SYNC = "sync";
    private static final Set<String> ACKNOWLEDGE_VALUES = Set.of("pipelined", SYNC);

    private ConnectionOptions() {}

    static ClientConfig parse(String query) {
        Map<String, String> values = split(query);
        ClientConfig defaults = ClientConfig.DEFAULT;
        return new ClientConfig(
                number(values, CONNECT_TIMEOUT, defaults.connectTimeoutMs()),
                number(values, CALL_TIMEOUT, defaults.callTimeoutMs()),
                number(values, HEARTBEAT, defaults.heartbeatMs()),
                number(values, PREFETCH, defaults.prefetchMessages()),
                number(values, PREFETCH_BYTES, defaults.prefetchBytes()),
                acknowledgeSync(values, defaults.acknowledgeSync()),
                number(values, LARGE_MESSAGE_BYTES, defaults.largeMessageBytes()),
                values.get(CLIENT_ID),
                values.getOrDefault(ObjectDecoder.OPTION, defaults.deserializationFilter()),
                overrides(values),
                reconnect(values, defaults.reconnect()));
    }

    private static ReconnectPolicy reconnect(Map<String, String> values, ReconnectPolicy defaults) {
        return new ReconnectPolicy(
                trueOrFalse(values, RECONNECT, defaults.enabled()),
                number(values, RECONNECT_INITIAL_DELAY, defaults.initialDelayMs()),
                number(values, RECONNECT_MAX_DELAY, defaults.maxDelayMs()),
                number(values, RECONNECT_TIMEOUT, defaults.timeoutMs()),
                number(values, RESUME_TIMEOUT, defaults.resumeTimeoutMs()));
    }

    private static boolean trueOrFalse(Map<String, String> values, String name, boolean otherwise) {
        String text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(name + " is true or false, not \"" + text + '"');
        };
    }

    private static SendOverrides overrides(Map<String, String> values) {
        return new SendOverrides(
                deliveryMode(values),
                values.containsKey(OVERRIDE_PRIORITY) ? Integer.valueOf(number(values, OVERRIDE_PRIORITY, 0)) : null,
                milliseconds(values, OVERRIDE_TIME_TO_LIVE),
                milliseconds(values, OVERRIDE_DELIVERY_DELAY));
    }

    private static @Nullable Integer deliveryMode(Map<String, String> values) {
        String text = values.get(OVERRIDE_DELIVERY_MODE);
        if (text == null) {
            return null;
        }
        return switch (text) {
            case "persistent" -> DeliveryMode.PERSISTENT;
            case "nonPersistent" -> DeliveryMode.NON_PERSISTENT;
            default ->
                throw new IllegalArgumentException(
                        OVERRIDE_DELIVERY_MODE + " is persistent or nonPersistent, not \"" + text + '"');
        };
    }

    private static @Nullable Long milliseconds(Map<String, String> values, String name) {
        String text = values.get(name);
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is a whole number, not \"" + text + '"', e);
        }
    }

    private static Map<String, String> split(String query) {
        Map<String, String> values = new HashMap<>();
        for (String pair : query.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("an option is written name=value, and one has no =");
            }
            String name = pair.substring(0, equals);
            requireKnown(name);
            if (values.put(name, URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8)) != null) {
                throw new IllegalArgumentException("the option " + name + " stands there twice");
            }
        }
        return values;
    }

    private static void requireKnown(String name) {
        if (name.equalsIgnoreCase("password") || name.equalsIgnoreCase("user")) {
            throw new IllegalArgumentException("there is no option \"" + name
                    + "\", for URLs are logged; the factory takes user and password beside the URL");
        }
        if (!KNOWN.contains(name)) {
            throw new IllegalArgumentException("there is no option \"" + name + "\"; did you mean "
                    + NearestName.of(name, KNOWN) + "? Known are " + String.join(", ", KNOWN));
        }
    }

    private static int number(Map<String, String> values, String name, int otherwise) {
        String text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is a whole number, not \"" + text + '"', e);
        }
    }

    private static boolean acknowledgeSync(Map<String, String> values, boolean otherwise) {
        String text = values.get(ACKNOWLEDGE);
        if (text == null) {
            return otherwise;
        }
        if (!ACKNOWLEDGE_VALUES.contains(text)) {
            throw new IllegalArgumentException(ACKNOWLEDGE + " is pipelined or " + SYNC + ", not \"" + text + '"');
        }
        return text.equals(SYNC);
    }
}
