// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.mambamq.jms.MambaDestination;
import io.mambamq.jms.MambaQueue;
import io.mambamq.jms.MambaTopic;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.stream.Stream;
import javax.naming.Reference;
import javax.naming.spi.ObjectFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AdministeredObjectFactoryTest {
    static Stream<AdministeredDestination> destinations() {
        MambaQueueObject queue = new MambaQueueObject();
        queue.setAddress("orders");
        MambaTopicObject topic = new MambaTopicObject();
        topic.setPhysicalName("prices");
        return Stream.of(queue, topic);
    }

    @ParameterizedTest
    @MethodSource("destinations")
    @DisplayName("M-48, C-28: what JNDI keeps of a destination makes an equal one")
    void reference(AdministeredDestination destination) throws Exception {
        Reference kept = destination.getReference();
        ObjectFactory factory = Class.forName(kept.getFactoryClassName())
                .asSubclass(ObjectFactory.class)
                .getConstructor()
                .newInstance();

        assertEquals(destination, factory.getObjectInstance(kept, null, null, null));
    }

    @ParameterizedTest
    @MethodSource("destinations")
    @DisplayName("M-48, C-28: a destination that is written down is equal when it is read")
    void serialized(AdministeredDestination destination) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(destination);
        }

        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            Object copy = in.readObject();
            assertEquals(destination, copy);
            assertEquals(destination.hashCode(), copy.hashCode());
        }
    }

    @Test
    @DisplayName("The client takes an administered destination by its name")
    void inTheClient() throws Exception {
        MambaQueueObject queue = new MambaQueueObject();
        queue.setName("orders");
        MambaTopicObject topic = new MambaTopicObject();
        topic.setDestinationName("orders");

        assertEquals(new MambaQueue("orders"), MambaDestination.from(queue));
        assertEquals(new MambaTopic("orders"), MambaDestination.from(topic));
    }

    @Test
    @DisplayName("The container's own reference wins")
    void ownReference() {
        MambaQueueObject queue = new MambaQueueObject();
        Reference own = new Reference("anything");

        queue.setReference(own);

        assertSame(own, queue.getReference());
    }

    @Test
    @DisplayName("The factory makes nothing but Mamba's destinations")
    void others() {
        AdministeredObjectFactory factory = new AdministeredObjectFactory();

        assertNull(factory.getObjectInstance(new Reference("java.lang.Runtime"), null, null, null));
        assertNull(factory.getObjectInstance("no reference", null, null, null));
        assertNull(factory.getObjectInstance(null, null, null, null));
    }
}
