// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.ConnectionUrl;
import io.mambamq.ra.MambaResourceAdapter;
import io.mambamq.ra.outbound.MambaManagedConnectionFactory;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.TransactionSupport.TransactionSupportLevel;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the broker is, in the ways that other adapters let one say it too. */
class BrokerPropertiesTest {
    private final MambaResourceAdapter adapter = new MambaResourceAdapter();

    @Test
    @DisplayName("Without a word about it the broker is embedded")
    void embedded() {
        assertNull(adapter.brokerUrl());
    }

    @Test
    @DisplayName(
            "C-04: the names that Jakarta Connectors suggests and other adapters use are taken, and noted to be told")
    void otherNames() {
        adapter.setServerUrl("mamba://a:1");
        adapter.setUser("alice");
        adapter.setConnectionURL(null);

        assertEquals("mamba://a:1", adapter.brokerUrl());
        assertEquals("alice", adapter.credentials().userName());
        assertEquals(
                List.of("serverUrl", "user"),
                StreamSupport.stream(
                                ((BrokerProperties) adapter)
                                        .otherNames()
                                        .names()
                                        .spliterator(),
                                false)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"broker, , mamba://broker", "broker, 7000, mamba://broker:7000"})
    @DisplayName("C-04: serverName and portNumber")
    void serverName(String name, Integer port, String url) {
        adapter.setServerName(name);
        adapter.setPortNumber(port);

        assertEquals(url, adapter.brokerUrl());
    }

    @Test
    @DisplayName("Timeouts and the filter of object messages become options of the URL, beside those that it has")
    void options() {
        adapter.setUrl("mamba://a:1?prefetch=5");
        adapter.setConnectTimeout(2_000);
        adapter.setCallTimeout(3_000);
        adapter.setResumeTimeout(4_000);
        adapter.setDeserializationFilter("com.acme.*;!*");

        var config = ConnectionUrl.parse(adapter.brokerUrl()).config();

        assertEquals(5, config.prefetchMessages());
        assertEquals(2_000, config.connectTimeoutMs());
        assertEquals(3_000, config.callTimeoutMs());
        assertEquals(4_000, config.reconnect().resumeTimeoutMs());
        assertEquals("com.acme.*;!*", config.deserializationFilter());
    }

    @Test
    @DisplayName("connectionParameters: hosts and options; what is unknown is left out with a warning")
    void connectionParameters() {
        adapter.setConnectionParameters("host=a;port=1;callTimeoutMs=500;callTimeoutM=700,host=b");

        assertEquals("mamba://a:1,b?callTimeoutMs=500", adapter.brokerUrl());
    }

    @ParameterizedTest
    @CsvSource({
        "port=5, names no host",
        "'host=a;port', no =",
        "'host=a;sslEnabled=true', asks for encryption",
        "'host=a;trustStorePath=/x', asks for encryption"
    })
    @DisplayName("connectionParameters that cannot be read, or would silently do without encryption, are refused")
    void malformedParameters(String parameters, String problem) {
        adapter.setConnectionParameters(parameters);

        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, adapter::brokerUrl);

        assertTrue(refused.getMessage().contains(problem), refused.getMessage());
    }

    @Test
    @DisplayName("sslEnabled=false asks for nothing")
    void withoutEncryption() {
        adapter.setConnectionParameters("host=a;sslEnabled=false");

        assertEquals("mamba://a", adapter.brokerUrl());
    }

    @Test
    @DisplayName("Two places contradict each other, and a port needs a host; both are named")
    void contradictions() {
        adapter.setUrl("mamba://a:1");
        adapter.setServerName("b");
        assertTrue(assertThrows(IllegalArgumentException.class, adapter::brokerUrl)
                .getMessage()
                .contains("url and serverName"));

        MambaResourceAdapter portOnly = new MambaResourceAdapter();
        portOnly.setPortNumber(5);
        assertTrue(assertThrows(IllegalArgumentException.class, portOnly::brokerUrl)
                .getMessage()
                .contains("serverName"));
    }

    @Test
    @DisplayName(
            "C-15: a connection factory supports XA unless told to support less, and says what it cannot understand")
    void transactionSupport() throws ResourceException {
        MambaManagedConnectionFactory factory = new MambaManagedConnectionFactory();
        assertEquals(TransactionSupportLevel.XATransaction, factory.getTransactionSupport());
        factory.setTransactionSupportLevel("NoTransaction");
        assertEquals(TransactionSupportLevel.NoTransaction, factory.getTransactionSupport());
        factory.createConnectionFactory();

        factory.setTransactionSupportLevel("Some");

        assertTrue(assertThrows(InvalidPropertyException.class, factory::createConnectionFactory)
                .getMessage()
                .contains("LocalTransaction or NoTransaction, not Some"));
    }

    @Test
    @DisplayName(
            "A connection factory on the adapter's connections cannot have timeouts of its own, and says where they belong")
    void optionsWithoutPlace() throws ResourceException {
        MambaManagedConnectionFactory factory = new MambaManagedConnectionFactory();
        factory.setResourceAdapter(adapter);
        factory.setCallTimeout(5);

        assertTrue(assertThrows(InvalidPropertyException.class, factory::createConnectionFactory)
                .getMessage()
                .contains("set url here"));
    }

    @Test
    @DisplayName(
            "C-03: what a container copies from the adapter into a connection factory is the adapter's, not a second word")
    void copied() throws Exception {
        adapter.setConnectionParameters("host=a");
        adapter.setCallTimeout(5);
        MambaManagedConnectionFactory factory = new MambaManagedConnectionFactory();
        factory.setResourceAdapter(adapter);
        factory.setConnectionParameters("host=a");
        factory.setCallTimeout(5);
        assertNull(factory.brokerUrlBeside(adapter));
        factory.createConnectionFactory();

        factory.setUrl("mamba://own:1");

        assertEquals("mamba://own:1?callTimeoutMs=5", factory.brokerUrlBeside(adapter));
        factory.createConnectionFactory();
    }
}
