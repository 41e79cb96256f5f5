// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.fake.FakeBroker;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.Close;
import io.mambamq.testkit.process.FreePort;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MambaConnectionFactoryTest {
    @Test
    @DisplayName("M-48: a factory survives serialization")
    void serialization() throws Exception {
        try (FakeBroker broker = new FakeBroker()) {
            MambaConnectionFactory factory = broker.reconnectingFactory("prefetch=3");

            MambaConnectionFactory copy = (MambaConnectionFactory) read(write(factory));

            assertEquals(factory.toString(), copy.toString());
            copy.createConnection().close();
        }
    }

    @Test
    void aFactoryWithItsOwnConnectorSaysThatItCannotBeSerialized() {
        MambaConnectionFactory factory = new MambaConnectionFactory(timeoutMs -> {
            throw new IOException("nowhere");
        });

        assertThrows(NotSerializableException.class, () -> write(factory));
    }

    private static byte[] write(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    private static Object read(byte[] bytes) throws Exception {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }

    @Test
    void aMissingBrokerIsNamed() throws Exception {
        int port = FreePort.find();
        MambaConnectionFactory factory = new MambaConnectionFactory("mamba://127.0.0.1:" + port);

        JMSException failure = assertThrows(JMSException.class, factory::createConnection);

        assertTrue(failure.getMessage().contains("127.0.0.1:" + port), failure.getMessage());
        assertEquals("CONNECTION_LOST", failure.getErrorCode());
        assertThrows(JMSRuntimeException.class, factory::createContext);
    }

    @Test
    void theFirstHostThatAnswersIsTaken() throws Exception {
        try (FakeBroker broker = new FakeBroker()) {
            String url = "mamba://127.0.0.1:" + FreePort.find() + ",127.0.0.1:" + broker.port();

            Connection connection = new MambaConnectionFactory(url).createConnection();

            connection.createSession();
            connection.close();
            broker.expect(Close.class);
        }
    }

    @Test
    void aHostThatAcceptsAndSaysNothingIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            MambaConnectionFactory factory =
                    new MambaConnectionFactory("mamba://127.0.0.1:" + silent.getLocalPort() + "?connectTimeoutMs=50");

            JMSException failure = assertThrows(JMSException.class, factory::createConnection);

            assertTrue(failure.getMessage().contains("nobody answered within 50 ms"), failure.getMessage());
        }
    }

    @Test
    @DisplayName("M-50: bad credentials show when the connection is made")
    void badCredentials() throws Exception {
        try (FakeBroker broker = new FakeBroker()) {
            broker.greetWith(new Close(ErrorCode.AUTHENTICATION_FAILED, "no such user"));

            JMSSecurityException failure = assertThrows(
                    JMSSecurityException.class, () -> broker.factory().createConnection("eve", "secret"));

            assertEquals("no such user", failure.getMessage());
            assertThrows(
                    JMSSecurityRuntimeException.class, () -> broker.factory().createContext("eve", "secret"));
        }
    }
}
