// SPDX-License-Identifier: Apache-2.0

package io.mambamq.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.MambaConnectionFactory;
import jakarta.jms.ConnectionFactory;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The broker that system properties or the environment name")
class BrokerSettingsTest {
    private static ConnectionFactory factory(Map<String, String> properties, Map<String, String> environment) {
        return new BrokerSettings(properties::get, environment::get).factory();
    }

    private static String urlOf(ConnectionFactory factory) throws Exception {
        return (String) assertInstanceOf(MambaConnectionFactory.class, factory)
                .getReference()
                .get("url")
                .getContent();
    }

    @Test
    @DisplayName("is none without a URL")
    void none() {
        assertNull(factory(Map.of("mamba.user", "anna"), Map.of("MAMBA_PASSWORD", "secret")));
    }

    @Test
    @DisplayName("is that of the system property, which the environment does not override")
    void property() throws Exception {
        assertEquals(
                "mamba://one", urlOf(factory(Map.of("mamba.url", "mamba://one"), Map.of("MAMBA_URL", "mamba://two"))));
        assertEquals("mamba://two", urlOf(factory(Map.of(), Map.of("MAMBA_URL", "mamba://two"))));
    }

    @Test
    @DisplayName("must have a URL that is one; the error names the part that is not")
    void malformed() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> factory(Map.of("mamba.url", "mamba://one:port"), Map.of()));
        assertTrue(refusal.getMessage().contains("port"), refusal.getMessage());
    }
}
