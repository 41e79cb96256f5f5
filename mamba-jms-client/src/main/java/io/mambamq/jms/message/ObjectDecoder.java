// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.message;

import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of an object message: the only place in the client where Java objects are made of bytes, and it runs only
 * when the application asks for the object.
 *
 * <p>Bytes from the network may name any class on the class path. So only classes that the filter allows are loaded: the
 * basics ({@code java.lang}, {@code java.util}, {@code java.util.concurrent}, {@code java.math}, {@code java.time}) and what the
 * connection's option {@value #OPTION} adds. The JVM-wide filter ({@code jdk.serialFilter}) is asked as well. Dynamic proxies
 * are never made. Classes are looked up with the thread's context class loader first. Immutable, thread-safe.
 */
public final class ObjectDecoder {
    /** Name of the connection factory's property and of the URL's option. */
    public static final String OPTION = "deserializationFilter";

    private static final String BASICS = "java.lang.*;java.util.*;java.util.concurrent.*;java.util.concurrent.atomic.*;"
            + "java.util.concurrent.locks.*;java.math.*;java.time.*;java.time.chrono.*;java.time.zone.*";
    /** A level costs the JDK about ten stack frames; an application server's thread may have little stack left. */
    private static final int DEPTH_MAX = 200;

    private final ObjectInputFilter allowed;
    private final @Nullable ClassLoader loader;

    /**
     * A decoder with the rules of one connection.
     *
     * @param deserializationFilter in the syntax of {@code jdk.serialFilter}, such as {@code com.acme.orders.*;!com.acme.Secret};
     *     asked before the basics; empty for the basics only, {@code *} for any class, which trusts every sender
     * @param loader asked after the thread's context class loader; may be null
     * @throws IllegalArgumentException if the filter does not parse
     */
    public ObjectDecoder(String deserializationFilter, @Nullable ClassLoader loader) {
        String own = deserializationFilter.isBlank() ? "" : deserializationFilter + ';';
        ObjectInputFilter pattern = ObjectInputFilter.Config.createFilter(own + BASICS + ";!*");
        ObjectInputFilter jvmWide = ObjectInputFilter.Config.getSerialFilter();
        this.allowed = jvmWide == null ? pattern : ObjectInputFilter.merge(pattern, jvmWide);
        this.loader = loader;
    }

    /** For bytes that this very process made of one of its own objects. */
    static ObjectDecoder ofOwnObject(Serializable object) {
        return new ObjectDecoder("*", object.getClass().getClassLoader());
    }

    /**
     * The object.
     *
     * @throws MessageFormatException if the filter refuses a class, if a class is not found, or if the bytes are no object;
     *     says which and what to do
     */
    @Nullable
    Serializable decode(byte[] bytes) throws JMSException {
        Guard guard = new Guard(allowed, bytes.length);
        try (Input input = new Input(bytes, guard, loader)) {
            return (Serializable) input.readObject();
        } catch (ClassNotFoundException e) {
            throw failed(
                    "its class " + e.getMessage() + " is visible neither to the thread's context class loader nor to "
                            + loader,
                    e);
        } catch (IOException | RuntimeException e) {
            throw failed(guard.refusal == null ? e.toString() : guard.refusal, e);
        }
    }

    private static MessageFormatException failed(String why, Exception cause) {
        return MambaMessage.withCause(new MessageFormatException("the object cannot be read: " + why), cause);
    }

    /** Asks the filter and remembers what was refused, which the JDK's exception does not tell. */
    private static final class Guard implements ObjectInputFilter {
        private final ObjectInputFilter allowed;
        private final int sizeBytes;
        private @Nullable String refusal;

        Guard(ObjectInputFilter allowed, int sizeBytes) {
            this.allowed = allowed;
            this.sizeBytes = sizeBytes;
        }

        @Override
        public Status checkInput(FilterInfo info) {
            // No element takes less than a byte, so a longer array is a lie that would only eat memory.
            if (info.arrayLength() > sizeBytes) {
                return refuse("it claims an array of " + info.arrayLength() + " elements in " + sizeBytes + " bytes");
            }
            if (info.depth() > DEPTH_MAX) {
                return refuse("its parts are nested more than " + DEPTH_MAX + " deep");
            }
            Status status = allowed.checkInput(info);
            Class<?> type = info.serialClass();
            if (status != Status.REJECTED) {
                return status;
            }
            return refuse(
                    type == null || isAllowed(type)
                            ? limits(info)
                            : notAllowed(elementOf(type).getName()));
        }

        /** Whether the class as such is, so that a limit was the reason. */
        private boolean isAllowed(Class<?> type) {
            return allowed.checkInput(new ClassAlone(type)) != Status.REJECTED;
        }

        private static String limits(FilterInfo info) {
            String array = info.arrayLength() < 0 ? "" : " and an array of " + info.arrayLength();
            return "it exceeds a limit that " + OPTION + " or the JVM's jdk.serialFilter sets, with "
                    + info.references() + " references, " + info.depth() + " levels, " + info.streamBytes() + " bytes"
                    + array;
        }

        private static String notAllowed(String name) {
            return "class " + name + " is not allowed. If its senders are to be trusted, allow it with the option "
                    + OPTION + " of the connection factory or its URL, for example " + OPTION + '=' + name;
        }

        private static Class<?> elementOf(Class<?> type) {
            Class<?> component = type.getComponentType();
            return component == null ? type : elementOf(component);
        }

        private Status refuse(String why) {
            refusal = why;
            return Status.REJECTED;
        }
    }

    /** A class in no object, which no limit concerns. */
    private record ClassAlone(Class<?> serialClass) implements ObjectInputFilter.FilterInfo {
        @Override
        public long arrayLength() {
            return -1;
        }

        @Override
        public long depth() {
            return 0;
        }

        @Override
        public long references() {
            return 0;
        }

        @Override
        public long streamBytes() {
            return 0;
        }
    }

    /** Finds classes where the application is, not where this client is. */
    private static final class Input extends ObjectInputStream {
        private final @Nullable ClassLoader loader;

        Input(byte[] bytes, Guard guard, @Nullable ClassLoader loader) throws IOException {
            super(new ByteArrayInputStream(bytes));
            this.loader = loader;
            setObjectInputFilter(guard);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            String name = description.getName();
            Class<?> found = find(name, Thread.currentThread().getContextClassLoader());
            if (found == null) {
                found = find(name, loader);
            }
            return found == null ? super.resolveClass(description) : found;
        }

        private static @Nullable Class<?> find(String name, @Nullable ClassLoader candidate) {
            try {
                return candidate == null ? null : Class.forName(name, false, candidate);
            } catch (ClassNotFoundException e) {
                return null;
            }
        }

        @Override
        protected Class<?> resolveProxyClass(String[] interfaces) throws IOException {
            throw new InvalidClassException("a dynamic proxy of " + String.join(", ", interfaces) + " is never read");
        }
    }
}
