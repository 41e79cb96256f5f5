// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.artemis;

import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/**
 * The peer as a process: one acceptor, no security, every persistent send synced before it is confirmed.
 *
 * <p>Its group-commit timer is set to 0.2 ms, the fast end of what its installer calibrates on a disk of this kind (0.18
 * to 1.85 ms were seen); the value built into the library, 3.33 ms for NIO, would flatter Mamba.
 */
final class ArtemisServer {
    private static final String READY = "peer ready";

    private static final int BUFFER_TIMEOUT_NS = (int) TimeUnit.MICROSECONDS.toNanos(200);

    private ArtemisServer() {}

    /** Arguments: data directory, port, journal type. Runs until killed. */
    public static void main(String[] arguments) throws Exception {
        String data = arguments[0];
        Configuration configuration = new ConfigurationImpl()
                .setJournalDirectory(data + "/journal")
                .setBindingsDirectory(data + "/bindings")
                .setPagingDirectory(data + "/paging")
                .setLargeMessagesDirectory(data + "/large")
                .setPersistenceEnabled(true)
                .setSecurityEnabled(false)
                .setJournalType(JournalType.valueOf(arguments[2]))
                .setJournalBufferTimeout_AIO(BUFFER_TIMEOUT_NS)
                .setJournalBufferTimeout_NIO(BUFFER_TIMEOUT_NS)
                .addAcceptorConfiguration("load", "tcp://127.0.0.1:" + arguments[1] + "?protocols=CORE");
        EmbeddedActiveMQ server = new EmbeddedActiveMQ();
        server.setConfiguration(configuration);
        server.start();
        if (server.getActiveMQServer().getConfiguration().getJournalType() != configuration.getJournalType()) {
            throw new IllegalStateException("journal type " + arguments[2] + " is not to be had here");
        }
        System.out.println(READY);
    }
}
