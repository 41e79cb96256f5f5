// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionUrlTest {
    @Test
    void thePortAndAllOptionsHaveDefaults() {
        ConnectionUrl url = ConnectionUrl.parse("mamba://localhost");

        assertEquals(List.of(new HostPort("localhost", 62622)), url.hosts());
        assertEquals(ClientConfig.DEFAULT, url.config());
    }

    @Test
    void severalHostsAreReadInOrder() {
        ConnectionUrl url = ConnectionUrl.parse("mamba://one:1,[::1]:2,[fe80::2],three/");

        assertEquals(
                List.of(
                        new HostPort("one", 1),
                        new HostPort("::1", 2),
                        new HostPort("fe80::2", 62622),
                        new HostPort("three", 62622)),
                url.hosts());
        assertEquals("[::1]:2", url.hosts().get(1).toString());
    }

    @Test
    void everyOptionIsRead() {
        ClientConfig config = ConnectionUrl.parse(
                        "mamba://h?connectTimeoutMs=1&callTimeoutMs=2&heartbeatMs=3&prefetch=4"
                                + "&prefetchBytes=5&acknowledge=sync&largeMessageBytes=9&clientId=a%26b&deserializationFilter=com.acme.*"
                                + "&reconnect=false&reconnectInitialDelayMs=6&reconnectMaxDelayMs=7&reconnectTimeoutMs=8&resumeTimeoutMs=10")
                .config();

        ReconnectPolicy reconnect = new ReconnectPolicy(false, 6, 7, 8, 10);
        assertEquals(
                new ClientConfig(1, 2, 3, 4, 5, true, 9, "a&b", "com.acme.*", SendOverrides.NONE, reconnect), config);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tcp://localhost:61616          | starts with mamba://",
                "mamba://                       | a host is missing",
                "mamba://:62622                 | a host is missing",
                "mamba://a,,b                   | a host is missing",
                "mamba://a:0                    | from 1 to 65535, not 0",
                "mamba://a:65536                | from 1 to 65535, not 65536",
                "mamba://a:port                 | not \"port\"",
                "mamba://a/b                    | nothing stands between the hosts and the options",
                "mamba://a]:1                   | stands in brackets",
                "mamba://a?prefetsch=1          | did you mean prefetch?",
                "mamba://a?clientID=x           | did you mean clientId?",
                "mamba://a?timeout=1            | there is no option \"timeout\"",
                "mamba://a?prefetch             | is written name=value",
                "mamba://a?prefetch=1&prefetch=2 | stands there twice",
                "mamba://a?prefetch=many        | a whole number, not \"many\"",
                "mamba://a?prefetch=0           | prefetch is at least 1, not 0",
                "mamba://a?heartbeatMs=-1       | heartbeatMs is at least 0, not -1",
                "mamba://a?reconnect=maybe      | reconnect is true or false, not \"maybe\"",
                "mamba://a?reconnectMaxDelayMs=9 | reconnectMaxDelayMs is at least 100, not 9",
                "mamba://a?reconnectTimeoutMs=0 | reconnectTimeoutMs is at least 1, not 0",
                "mamba://a?acknowledge=later    | pipelined or sync, not \"later\""
            })
    void whatIsWrongIsSaid(String url, String problem) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> new MambaConnectionFactory(url));

        assertTrue(refusal.getMessage().contains(problem), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(url.replaceFirst("[?].*", "")), refusal.getMessage());
    }
}
