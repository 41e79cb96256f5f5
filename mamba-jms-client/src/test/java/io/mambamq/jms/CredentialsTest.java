// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mambamq.server.AccessSettings;
import io.mambamq.server.AnonymousAccess;
import io.mambamq.server.MambaServer;
import io.mambamq.server.ServerConfig;
import io.mambamq.server.access.UserFile;
import io.mambamq.server.access.Users;
import jakarta.jms.Connection;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.Queue;
import jakarta.jms.XAConnection;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("M-50: credentials")
@Timeout(60)
class CredentialsTest {
    private static final Queue QUEUE = new MambaQueue("orders");

    private static MambaServer server;

    @BeforeAll
    static void startWithUsers(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("users");
        new UserFile(file).write(Users.NONE.with("anna", "secret".toCharArray()));
        server = MambaServer.start(ServerConfig.builder(directory.resolve("data"))
                .listen("127.0.0.1", 0)
                .access(new AccessSettings(file, AnonymousAccess.NEVER))
                .build());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static MambaConnectionFactory factory() {
        return new MambaConnectionFactory(server.url().toString());
    }

    @Test
    @DisplayName("M-50: the right ones connect, given to the call or to the factory")
    void right() throws Exception {
        MambaConnectionFactory known = new MambaConnectionFactory(server.url().toString(), "anna", "secret");
        try (Connection called = factory().createConnection("anna", "secret");
                Connection configured = known.createConnection();
                XAConnection xa = known.createXAConnection();
                JMSContext context = known.createContext()) {
            called.start();
            configured.start();
            xa.start();
            context.createProducer().send(QUEUE, "hello");
            assertEquals("hello", context.createConsumer(QUEUE).receiveBody(String.class, 10_000));
        }
        assertFalse(known.toString().contains("secret"));
    }

    @Test
    @DisplayName("M-50: wrong ones, and none, are refused when the connection is made")
    void wrong() {
        MambaConnectionFactory factory = factory();

        assertThrows(JMSSecurityException.class, () -> factory.createConnection("anna", "Secret"));
        assertThrows(JMSSecurityException.class, () -> factory.createConnection("nobody", "secret"));
        assertThrows(JMSSecurityException.class, factory::createConnection);
        assertThrows(JMSSecurityException.class, () -> factory.createXAConnection("anna", ""));
        assertThrows(JMSSecurityRuntimeException.class, () -> factory.createContext("anna", null));
        assertThrows(JMSSecurityRuntimeException.class, factory::createContext);
    }

    @Test
    @DisplayName("M-50: what cannot be a user or password is refused in the same way")
    void impossible() {
        MambaConnectionFactory factory = factory();

        assertThrows(JMSSecurityException.class, () -> factory.createConnection("\uD800", "secret"));
        assertThrows(JMSSecurityException.class, () -> factory.createConnection("anna", "x".repeat(70_000)));
        assertThrows(JMSSecurityRuntimeException.class, () -> factory.createContext("anna", "\uDC00"));
        assertThrows(
                JMSSecurityException.class,
                () -> new MambaConnectionFactory(server.url().toString(), "anna", "wrong").createConnection());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mamba://h?password=hunter2",
                "mamba://h?user=anna&password=hunter2",
                "mamba://h?clientId=a&hunter2",
                "mamba://anna:hunter2@h",
                "mamba://anna:hunter2@h:1?prefetch=0",
                "http://anna:hunter2@h"
            })
    @DisplayName("M-50: a URL takes no password, and an error does not repeat it")
    void notInTheUrl(String url) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> new MambaConnectionFactory(url));

        assertFalse(e.getMessage().contains("hunter2"), e.getMessage());
    }
}
