// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.ra.container.ContainerDouble;
import io.mambamq.ra.container.EndpointFactoryDouble;
import io.mambamq.ra.inbound.MambaActivationSpec;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapterInternalException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AdapterLifecycleTest {
    @TempDir
    Path directory;

    @Test
    @DisplayName("C-01: messages of the embedded broker outlive the adapter")
    void restart() throws Exception {
        try (ContainerDouble first = ContainerDouble.embedded(directory);
                JMSContext context = first.connectionFactory().createContext()) {
            context.createProducer().send(context.createQueue("orders"), "one");
        }

        try (ContainerDouble second = ContainerDouble.embedded(directory);
                JMSContext context = second.connectionFactory().createContext()) {
            assertEquals(
                    "one", context.createConsumer(context.createQueue("orders")).receiveBody(String.class, 10_000));
        }
    }

    @Test
    @DisplayName("C-01, C-02: two adapters run side by side, but not on one data directory, and the second says why")
    void locked() throws Exception {
        try (ContainerDouble first = ContainerDouble.embedded(directory.resolve("a"));
                ContainerDouble second = ContainerDouble.embedded(directory.resolve("b"))) {
            MambaResourceAdapter third = new MambaResourceAdapter();
            third.setDataDirectory(directory.resolve("a").toString());

            ResourceAdapterInternalException refused =
                    assertThrows(ResourceAdapterInternalException.class, () -> third.start(first));

            assertTrue(refused.getMessage().contains(directory.resolve("a").toString()), refused.getMessage());
            second.connectionFactory().createContext().close();
        }
    }

    @Test
    @DisplayName("A data directory that is a file stops the deployment with the broker's words")
    void unusable() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");
        MambaResourceAdapter adapter = new MambaResourceAdapter();
        adapter.setDataDirectory(file.toString());

        ResourceAdapterInternalException refused =
                assertThrows(ResourceAdapterInternalException.class, () -> ContainerDouble.start(adapter));

        assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
    }

    @Test
    @DisplayName("A wrong URL stops the deployment and is named")
    void wrongUrl() {
        MambaResourceAdapter adapter = new MambaResourceAdapter();
        adapter.setUrl("http://localhost:80");

        ResourceAdapterInternalException refused =
                assertThrows(ResourceAdapterInternalException.class, () -> ContainerDouble.start(adapter));

        assertTrue(refused.getMessage().contains("http"), refused.getMessage());
    }

    @Test
    @DisplayName("The embedded broker listens if a port is set, for other processes of this machine")
    void embeddedPort() throws Exception {
        MambaResourceAdapter adapter = new MambaResourceAdapter();
        adapter.setDataDirectory(directory.toString());
        adapter.setEmbeddedPort(0);

        try (ContainerDouble container = ContainerDouble.start(adapter)) {
            container.connectionFactory().createContext().close();
        }
        adapter.setEmbeddedPort(70_000);
        assertThrows(ResourceAdapterInternalException.class, () -> ContainerDouble.start(adapter));
    }

    @Test
    @DisplayName("An embedded broker that creates nothing on first use has the queues and topics that are named")
    void namedDestinations() throws Exception {
        MambaResourceAdapter adapter = new MambaResourceAdapter();
        adapter.setDataDirectory(directory.toString());
        adapter.setAutoCreateDestinations(false);
        adapter.setQueues("orders, bills");
        adapter.setTopics("news");

        try (ContainerDouble container = ContainerDouble.start(adapter);
                JMSContext context = container.connectionFactory().createContext()) {
            context.createProducer().send(context.createQueue("bills"), "hello");
            assertThrows(
                    InvalidDestinationRuntimeException.class,
                    () -> context.createProducer().send(context.createQueue("others"), "hello"));
        }
        adapter.setQueues("orders,,bills");
        assertThrows(ResourceAdapterInternalException.class, () -> ContainerDouble.start(adapter));
    }

    @Test
    @DisplayName("C-01: after stop nothing works, stop again does nothing, and an unstarted adapter says so")
    void stopped() throws Exception {
        ContainerDouble container = ContainerDouble.embedded(directory);
        MambaActivationSpec spec = container.spec("orders");
        EndpointFactoryDouble endpoints = EndpointFactoryDouble.notTransacted(message -> {});
        container.adapter.endpointActivation(endpoints, spec);

        container.close();
        container.close();

        container.adapter.endpointDeactivation(endpoints, spec);
        assertThrows(ResourceException.class, () -> container.adapter.endpointActivation(endpoints, spec));
        assertThrows(ResourceException.class, () -> container.adapter.getXAResources(new ActivationSpec[] {spec}));
        assertThrows(
                JMSRuntimeException.class, () -> container.connectionFactory().createContext());
    }

    @Test
    @DisplayName("C-18: an activation with a wrong specification is refused and leaves nothing behind")
    void wrongActivation() throws Exception {
        try (ContainerDouble container = ContainerDouble.embedded(directory)) {
            MambaActivationSpec spec = container.spec("orders");
            spec.setDestinationType("jakarta.jms.Destination");

            assertThrows(
                    InvalidPropertyException.class,
                    () -> container.adapter.endpointActivation(
                            EndpointFactoryDouble.notTransacted(message -> {}), spec));
        }
    }

    @Test
    @DisplayName("C-03: an adapter that has been written down and read again has its properties and does not run")
    void serialized() throws Exception {
        try (ContainerDouble container = ContainerDouble.embedded(directory)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(container.adapter);
            }
            MambaResourceAdapter copy;
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                copy = (MambaResourceAdapter) in.readObject();
            }

            assertEquals(container.adapter, copy);
            assertEquals(container.adapter.hashCode(), copy.hashCode());
            assertThrows(ResourceException.class, copy::connections);
        }
    }
}
