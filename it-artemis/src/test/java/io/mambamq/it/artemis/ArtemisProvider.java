// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.artemis;

import io.mambamq.jms.provider.Connections;
import io.mambamq.jms.provider.Provider;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQDestination;

/** ActiveMQ Artemis as it is out of the box, in this process, without security. */
public final class ArtemisProvider implements Provider {
    private static final String URL = "vm://0";

    private Path directory;
    private EmbeddedActiveMQ broker;

    /** For the service loader. */
    public ArtemisProvider() {}

    @Override
    public void start() throws Exception {
        directory = Files.createTempDirectory("artemis-test");
        startBroker();
    }

    private void startBroker() throws Exception {
        broker = new EmbeddedActiveMQ();
        broker.setConfiguration(new ConfigurationImpl()
                .setJournalDirectory(directory + "/journal")
                .setBindingsDirectory(directory + "/bindings")
                .setPagingDirectory(directory + "/paging")
                .setLargeMessagesDirectory(directory + "/large")
                .setJournalType(JournalType.NIO)
                .setJournalMinFiles(2)
                .setJournalFileSize(1 << 20)
                .setSecurityEnabled(false)
                .addAcceptorConfiguration("here", URL));
        broker.start();
    }

    @Override
    public void restart() throws Exception {
        broker.stop();
        startBroker();
    }

    @Override
    public void stop() throws Exception {
        broker.stop();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public Connections connections() {
        return Connections.of(new ActiveMQConnectionFactory(URL));
    }

    @Override
    public Queue queue(String name) {
        return ActiveMQDestination.createQueue(name);
    }

    @Override
    public Topic topic(String name) {
        return ActiveMQDestination.createTopic(name);
    }
}
