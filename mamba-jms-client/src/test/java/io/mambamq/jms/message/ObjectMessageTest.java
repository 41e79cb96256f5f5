// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.message.BodyKind;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.message.MessageEncoder;
import io.mambamq.protocol.message.MessageHeaders;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ObjectMessageTest {
    record Order(String id, List<Integer> lines) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** Stands for a class that does harm when it is read. */
    static final class Gadget implements Serializable {
        private static final long serialVersionUID = 1L;
        static final AtomicBoolean WAS_READ = new AtomicBoolean();

        private void readObject(ObjectInputStream in) {
            WAS_READ.set(true);
        }
    }

    static List<Serializable> basics() {
        return List.of(
                "text",
                42,
                new BigDecimal("1.5"),
                UUID.fromString("00000000-0000-0001-0000-000000000002"),
                LocalDate.of(2026, 11, 22),
                Instant.EPOCH,
                Duration.ofSeconds(1),
                ZoneId.of("Europe/Berlin"),
                DayOfWeek.FRIDAY,
                new ArrayList<>(List.of(1, 2)),
                (Serializable) List.of("immutable"),
                (Serializable) Map.of("k", List.of(1)),
                new ConcurrentHashMap<>(Map.of("k", "v")),
                new IllegalStateException("also exceptions").getMessage());
    }

    @ParameterizedTest
    @MethodSource("basics")
    @DisplayName("M-27 objects of the JDK's basic packages arrive without any configuration")
    void basicsArrive(Serializable object) throws JMSException {
        assertEquals(
                object, Roundtrip.sendAndReceive(new MambaObjectMessage(object)).getObject());
    }

    @Test
    @DisplayName("M-27 arrays of basics arrive, of primitives and of objects")
    void arraysArrive() throws JMSException {
        int[][] numbers = {{1, 2}, {3}};
        String[] texts = {"a", "b"};

        assertTrue(Arrays.deepEquals(numbers, (int[][])
                Roundtrip.sendAndReceive(new MambaObjectMessage(numbers)).getObject()));
        assertTrue(Arrays.equals(texts, (String[])
                Roundtrip.sendAndReceive(new MambaObjectMessage(texts)).getObject()));
    }

    @Test
    @DisplayName("A class that is not allowed is not read; the refusal names it and the option to set")
    void refusedByDefault() throws JMSException {
        EncodedMessage encoded = Roundtrip.send(new MambaObjectMessage(new Gadget()));
        MambaObjectMessage received = Roundtrip.receive(encoded, MambaObjectMessage.class);

        MessageFormatException refusal = assertThrows(MessageFormatException.class, received::getObject);

        assertFalse(Gadget.WAS_READ.get());
        assertTrue(refusal.getMessage().contains(Gadget.class.getName()), refusal.getMessage());
        assertTrue(
                refusal.getMessage().contains("deserializationFilter=" + Gadget.class.getName()), refusal.getMessage());
    }

    @Test
    @DisplayName("A class that is not allowed is refused inside allowed ones, and as an array's component")
    void refusedInside() throws JMSException {
        for (Serializable object : List.of(new ArrayList<>(List.of(new Order("1", List.of()))), new Order[0])) {
            MambaObjectMessage received = Roundtrip.sendAndReceive(new MambaObjectMessage(object));

            assertThrows(MessageFormatException.class, received::getObject);
        }
    }

    @Test
    @DisplayName("The filter adds classes; a ! in it takes away, even basics")
    void filterAllows() throws JMSException {
        Order order = new Order("1", new ArrayList<>(List.of(1, 2)));
        EncodedMessage encoded = Roundtrip.send(new MambaObjectMessage(order));

        assertEquals(order, object(encoded, "io.mambamq.jms.message.*"));
        assertEquals(order, object(encoded, Order.class.getName()));
        assertEquals(order, object(encoded, "*"));
        assertThrows(MessageFormatException.class, () -> object(encoded, "!java.util.ArrayList;io.mambamq.**"));
        assertThrows(MessageFormatException.class, () -> object(encoded, "com.acme.*"));
    }

    private static Serializable object(EncodedMessage encoded, String filter) throws JMSException {
        return Roundtrip.receive(encoded, MambaObjectMessage.class, 1, filter).getObject();
    }

    @Test
    @DisplayName("A filter may also set limits; what exceeds them is refused with the numbers and the option's name")
    void filterLimits() throws JMSException {
        EncodedMessage numbers = Roundtrip.send(new MambaObjectMessage(new int[11]));
        EncodedMessage nested = Roundtrip.send(new MambaObjectMessage(new ArrayList<>(List.of(new ArrayList<>()))));

        assertEquals(11, ((int[]) object(numbers, "maxarray=11")).length);
        assertLimit("array of 11", numbers, "maxarray=10");
        assertEquals(List.of(List.of()), object(nested, "maxdepth=2"));
        assertLimit("2 levels", nested, "maxdepth=1");
        assertLimit("2 references", nested, "maxrefs=1");
    }

    private static void assertLimit(String excess, EncodedMessage encoded, String filter) {
        MessageFormatException refusal = assertThrows(MessageFormatException.class, () -> object(encoded, filter));
        assertTrue(refusal.getMessage().contains(excess), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("deserializationFilter"), refusal.getMessage());
    }

    @Test
    @DisplayName("A filter that does not parse is refused when the decoder is made")
    void badFilter() {
        assertThrows(IllegalArgumentException.class, () -> new ObjectDecoder("maxdepth=many", null));
    }

    @Test
    @DisplayName("A dynamic proxy is never read, not even with every class allowed")
    void noProxies() throws JMSException {
        Serializable proxy = (Serializable) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Serializable.class, Comparable.class}, new Handler());
        EncodedMessage encoded = Roundtrip.send(new MambaObjectMessage(proxy));

        assertThrows(MessageFormatException.class, () -> object(encoded, "*"));
    }

    private static final class Handler implements java.lang.reflect.InvocationHandler, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] arguments) {
            return null;
        }
    }

    @Test
    @DisplayName("An array longer than the message is refused before it is allocated")
    void lyingArray() throws JMSException, IOException {
        byte[] lie = serialized(new long[3]);
        // The array's length stands as four bytes before its three elements.
        int lengthAt = lie.length - 3 * Long.BYTES - Integer.BYTES;
        lie[lengthAt] = 0x7F;

        MessageFormatException refusal =
                assertThrows(MessageFormatException.class, () -> object(encodedObject(lie), "*"));

        assertTrue(refusal.getMessage().contains("elements"), refusal.getMessage());
    }

    @Test
    @DisplayName("Parts that are nested without end are refused, not a StackOverflowError")
    void deepNesting() throws JMSException, IOException {
        List<Object> outer = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            outer = new ArrayList<>(List.of(outer));
        }
        byte[] deep = serialized((Serializable) outer);

        MessageFormatException refusal =
                assertThrows(MessageFormatException.class, () -> object(encodedObject(deep), "*"));

        assertTrue(refusal.getMessage().contains("deep"), refusal.getMessage());
    }

    @Test
    @DisplayName("Bytes that are no object are a MessageFormatException")
    void noObject() {
        for (byte[] bytes : List.of(new byte[0], new byte[] {1, 2, 3}, new byte[100])) {
            assertThrows(MessageFormatException.class, () -> object(encodedObject(bytes), "*"));
        }
    }

    @Test
    @DisplayName("M-29, M-30 an object that cannot be read: getBody fails, isBodyAssignableTo is false")
    void failedDeserialisation() throws JMSException {
        MambaObjectMessage received = Roundtrip.sendAndReceive(new MambaObjectMessage(new Order("1", List.of())));

        assertThrows(MessageFormatException.class, () -> received.getBody(Serializable.class));
        assertFalse(received.isBodyAssignableTo(Serializable.class));
    }

    @Test
    @DisplayName("The classes are looked up with the thread's context class loader, then with the given one")
    void classLoaders() throws JMSException {
        EncodedMessage encoded = Roundtrip.send(new MambaObjectMessage(new Order("1", List.of())));
        List<String> asked = new ArrayList<>();
        ClassLoader context = new RecordingLoader("context", asked);
        ClassLoader given = new RecordingLoader("given", asked);
        MambaMessage received = MessageDecoder.decode(
                encoded, null, 1, new MessageContext(Acknowledger.NONE, new ObjectDecoder("*", given)));

        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(context);
        try {
            assertEquals("1", received.getBody(Order.class).id());
        } finally {
            thread.setContextClassLoader(before);
        }

        assertEquals(
                List.of("context " + Order.class.getName(), "given " + Order.class.getName()), asked.subList(0, 2));
    }

    /** Finds nothing of Mamba's and remembers what it was asked for. */
    private static final class RecordingLoader extends ClassLoader {
        private final List<String> asked;

        RecordingLoader(String name, List<String> asked) {
            super(name, ObjectMessageTest.class.getClassLoader());
            this.asked = asked;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            asked.add(getName() + ' ' + name);
            if (name.startsWith("io.mambamq") && "context".equals(getName())) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }

    @Test
    @DisplayName("M-28 the object is copied when it is set, and each getObject makes a new copy, of any class")
    void copies() throws JMSException {
        Order order = new Order("1", new ArrayList<>(List.of(1)));
        MambaObjectMessage message = new MambaObjectMessage();
        message.setObject(order);
        order.lines().add(2);

        Order first = (Order) message.getObject();

        assertEquals(List.of(1), first.lines());
        assertNotSame(first, message.getObject());
    }

    @Test
    @DisplayName("An object that cannot be serialized is a MessageFormatException that names the class at fault")
    void notSerializable() {
        ArrayList<Object> list = new ArrayList<>(List.of(new Object()));

        MessageFormatException failure = assertThrows(MessageFormatException.class, () -> new MambaObjectMessage(list));

        assertTrue(failure.getMessage().contains("java.lang.Object"), failure.getMessage());
    }

    @Test
    @DisplayName("M-21 a received body is read-only until cleared; then it is null and writable")
    void states() throws JMSException {
        MambaObjectMessage received = Roundtrip.sendAndReceive(new MambaObjectMessage(new AtomicLong(1)));
        assertThrows(MessageNotWriteableException.class, () -> received.setObject("x"));

        received.clearBody();
        assertNull(received.getObject());
        received.setObject(new Order("own", List.of()));
        assertEquals(new Order("own", List.of()), received.getObject());
    }

    private static byte[] serialized(Serializable object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
            output.writeObject(object);
        }
        return bytes.toByteArray();
    }

    private static EncodedMessage encodedObject(byte[] body) {
        ArraySink sink = new ArraySink(64);
        MessageEncoder.encode(
                new MessageHeaders().destination(DestinationName.queue("q")),
                Map.of(),
                BodyKind.OBJECT,
                out -> out.putBytes(body),
                sink);
        return EncodedMessage.of(sink.toByteArray(), 0, sink.position());
    }
}
