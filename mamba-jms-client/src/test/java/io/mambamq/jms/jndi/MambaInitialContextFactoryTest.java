// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.jndi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.MambaConnectionFactory;
import io.mambamq.jms.MambaQueue;
import io.mambamq.jms.MambaTopic;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import javax.naming.ConfigurationException;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.InvalidNameException;
import javax.naming.NameClassPair;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.OperationNotSupportedException;
import javax.naming.Reference;
import javax.naming.Referenceable;
import javax.naming.spi.NamingManager;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("M-48: administered objects in JNDI")
@SuppressWarnings({"BanJNDI", "BanSerializableRead", "JdkObsolete"}) // of what this is about
class MambaInitialContextFactoryTest {
    /** Nobody listens there: a lookup needs no broker. */
    private static final String URL = "mamba://192.0.2.1:1";

    private static Context context(Map<String, String> entries) throws NamingException {
        Hashtable<String, String> environment = new Hashtable<>(entries);
        environment.put(Context.INITIAL_CONTEXT_FACTORY, MambaInitialContextFactory.class.getName());
        return new InitialContext(environment);
    }

    @Test
    @DisplayName("M-48: what jndi.properties binds is found, and no broker is asked")
    void bound() throws NamingException {
        Context context = context(Map.of(
                Context.PROVIDER_URL,
                URL,
                "connectionFactory.jms/billing",
                URL + "?clientId=billing",
                "queue.jms/orders",
                "orders",
                "topic.jms/prices",
                "prices.eur"));

        assertEquals(
                "MambaConnectionFactory[" + URL + "]",
                context.lookup("ConnectionFactory").toString());
        assertTrue(context.lookup("jms/billing").toString().contains("clientId=billing"));
        assertEquals(new MambaQueue("orders"), context.lookup("jms/orders"));
        assertEquals(new MambaTopic("prices.eur"), context.lookup("jms/prices"));
        assertEquals(new MambaQueue("orders"), context.lookup(new javax.naming.CompositeName("jms/orders")));
        List<String> names = Collections.list(context.list("")).stream()
                .map(NameClassPair::getName)
                .toList();
        assertEquals(List.of("ConnectionFactory", "jms/billing", "jms/orders", "jms/prices"), names);
    }

    @Test
    @DisplayName("M-48: queues and topics of any name are found without being bound")
    void anyName() throws NamingException {
        Context context = context(Map.of());

        assertEquals(new MambaQueue("a/b.c"), context.lookup("queues/a/b.c"));
        assertEquals(new MambaTopic("news"), context.lookup("topics/news"));
        assertThrows(InvalidNameException.class, () -> context.lookup("queues/"));
    }

    @Test
    @DisplayName("M-48: the default factory's name may be bound to something else")
    void defaultName() throws NamingException {
        assertEquals(
                new MambaQueue("orders"),
                context(Map.of("queue.ConnectionFactory", "orders")).lookup("ConnectionFactory"));
        assertEquals(
                "MambaConnectionFactory[" + URL + "]",
                context(Map.of("connectionFactory.ConnectionFactory", URL))
                        .lookup("ConnectionFactory")
                        .toString());
    }

    @Test
    @DisplayName("M-48: what is not bound, or wrong, is told with what could be done")
    void wrong() throws NamingException {
        Context context = context(Map.of("queue.orders", "orders"));

        NameNotFoundException missing = assertThrows(NameNotFoundException.class, () -> context.lookup("jms/orders"));
        assertTrue(
                missing.getMessage().contains("orders") && missing.getMessage().contains("queues/NAME"));
        assertThrows(OperationNotSupportedException.class, () -> context.bind("x", "y"));
        ConfigurationException url = assertThrows(
                ConfigurationException.class, () -> context(Map.of("connectionFactory.cf", "http://localhost")));
        assertTrue(url.getMessage().startsWith("connectionFactory.cf"), url.getMessage());
        assertThrows(ConfigurationException.class, () -> context(Map.of("queue.", "orders")));
    }

    @Test
    @DisplayName("M-48: factories and destinations can be kept as references and as bytes")
    void kept() throws Exception {
        MambaConnectionFactory factory = new MambaConnectionFactory(URL, "anna", "secret");
        for (Object object : List.of(factory, new MambaQueue("orders"), new MambaTopic("news"))) {
            Reference reference = ((Referenceable) object).getReference();
            Object again = NamingManager.getObjectInstance(reference, null, null, new Hashtable<>());
            assertInstanceOf(object.getClass(), again);
            assertEquals(object.toString(), again.toString());
            assertEquals(object.toString(), deserialized(serialized(object)).toString());
        }
        assertFalse(factory.toString().contains("secret"));
    }

    @Test
    @DisplayName("M-48: references of others are left to others, and broken ones are told")
    void references() throws Exception {
        MambaObjectFactory factory = new MambaObjectFactory();

        assertNull(factory.getObjectInstance("text", null, null, null));
        assertNull(factory.getObjectInstance(new Reference("java.lang.String"), null, null, null));
        assertThrows(
                ConfigurationException.class,
                () -> factory.getObjectInstance(new Reference(MambaQueue.class.getName()), null, null, null));
    }

    private static byte[] serialized(Object object) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    private static Object deserialized(byte[] bytes) throws Exception {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }
}
