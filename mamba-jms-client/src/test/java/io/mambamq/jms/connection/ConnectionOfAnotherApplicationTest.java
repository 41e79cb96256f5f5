// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.connection;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.mambamq.jms.EmbeddedBroker;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An application server shares connections: one stays open when the application is gone in whose call it was opened. */
class ConnectionOfAnotherApplicationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final InheritableThreadLocal<Object> REQUEST = new InheritableThreadLocal<>();

    @RegisterExtension
    private static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private ConnectionFactory factory;
    private Connection connection;

    /** What an application does. */
    public interface Opener {
        Connection open(ConnectionFactory factory) throws JMSException;
    }

    /** A class of the application. */
    public static final class ApplicationOpener implements Opener {
        @Override
        public Connection open(ConnectionFactory factory) throws JMSException {
            return factory.createConnection();
        }
    }

    /** Loads the application's class anew, and leaves the rest to the test's own loader. */
    private static final class ApplicationLoader extends ClassLoader {
        ApplicationLoader() {
            super(ConnectionOfAnotherApplicationTest.class.getClassLoader());
        }

        Opener newOpener() throws IOException, ReflectiveOperationException {
            String name = ApplicationOpener.class.getName();
            try (InputStream code = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = code.readAllBytes();
                return (Opener) defineClass(name, bytes, 0, bytes.length)
                        .getDeclaredConstructor()
                        .newInstance();
            }
        }
    }

    @BeforeEach
    void newFactory() {
        factory = BROKER.factory();
    }

    @AfterEach
    void close() throws JMSException {
        connection.close();
    }

    @Test
    @DisplayName("An open connection does not keep the classes of the application that opened it")
    void releasesClasses() throws Exception {
        WeakReference<ClassLoader> application = openInAnApplication();

        await("the application's class loader is collected").atMost(PATIENCE).until(() -> isGone(application));

        assertNull(connection.getClientID(), "the connection is still open");
    }

    @Test
    @DisplayName("An open connection does not keep what the thread that opened it hands down to threads")
    void releasesInheritedValues() throws Exception {
        REQUEST.set(new Object());
        WeakReference<Object> value = new WeakReference<>(REQUEST.get());

        connection = factory.createConnection();
        REQUEST.remove();

        await("the value is collected").atMost(PATIENCE).until(() -> isGone(value));
    }

    private WeakReference<ClassLoader> openInAnApplication() throws Exception {
        var loader = new ApplicationLoader();
        connection = loader.newOpener().open(factory);
        return new WeakReference<>(loader);
    }

    private static boolean isGone(WeakReference<?> reference) {
        System.gc();
        return reference.get() == null;
    }
}
