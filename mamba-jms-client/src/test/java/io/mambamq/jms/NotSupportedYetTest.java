// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.fake.FakeBroker;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Session;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class NotSupportedYetTest {
    private final MambaQueue queue = new MambaQueue("orders");
    private FakeBroker broker;
    private Connection connection;

    @BeforeEach
    void connect() throws Exception {
        broker = new FakeBroker();
        connection = broker.factory().createConnection();
    }

    @AfterEach
    void disconnect() throws IOException {
        broker.close();
    }

    private static void assertNotYet(Executable call) {
        JMSException refusal = assertThrows(JMSException.class, call);
        assertTrue(refusal.getMessage().endsWith("not supported yet by this version of Mamba"), refusal.getMessage());
        assertEquals("NOT_SUPPORTED", refusal.getErrorCode());
    }

    private static void assertNotYetUnchecked(Executable call) {
        JMSRuntimeException refusal = assertThrows(JMSRuntimeException.class, call);
        assertTrue(refusal.getMessage().endsWith("not supported yet by this version of Mamba"), refusal.getMessage());
    }

    @Test
    void theApiSaysSo() throws Exception {
        Session session = connection.createSession();
        assertNotYet(() -> session.setMessageListener(null));
        assertNotYet(() -> connection.createConnectionConsumer(queue, null, null, 1));
        assertNotYetUnchecked(session::run);
    }
}
