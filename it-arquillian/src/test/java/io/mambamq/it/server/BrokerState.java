// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.server;

import io.mambamq.jms.MambaConnectionFactory;
import io.mambamq.server.MambaServer;
import io.mambamq.server.ServerConfig;
import io.mambamq.server.cli.MambaCommand;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** What a broker holds, asked by a client of the test's own. */
public final class BrokerState {
    private final String url;
    private final MambaConnectionFactory connectionFactory;

    public BrokerState(String url) {
        this.url = url;
        connectionFactory = new MambaConnectionFactory(url);
    }

    /** A question to a broker. */
    public interface Question<T> {
        T ask(BrokerState broker) throws Exception;
    }

    /** Starts a broker on the data that another one, dead or stopped, has left, and asks it. */
    public static <T> T in(Path data, Question<T> question) throws Exception {
        try (var server = MambaServer.start(
                ServerConfig.builder(data).listen("127.0.0.1", 0).build())) {
            return question.ask(new BrokerState("mamba://127.0.0.1:" + server.port()));
        }
    }

    /** How many branches are in doubt, by {@code mamba tx list}. */
    public int inDoubt() {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = new CommandLine(new MambaCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute("tx", "list", "--json", "--url", url);
        if (exitCode != 0) {
            throw new IllegalStateException("mamba tx list ended with " + exitCode + ": " + err);
        }
        return out.toString().split("\"xid\":", -1).length - 1;
    }

    /** Sends texts to a queue. */
    public void send(String queue, List<String> texts) {
        try (JMSContext context = connectionFactory.createContext()) {
            texts.forEach(text -> context.createProducer().send(context.createQueue(queue), text));
        }
    }

    /** Takes all messages from a queue: their texts, in order. */
    public List<String> takeAll(String queue) {
        try (JMSContext context = connectionFactory.createContext();
                JMSConsumer consumer = context.createConsumer(context.createQueue(queue))) {
            List<String> texts = new ArrayList<>();
            for (String text = next(consumer); text != null; text = next(consumer)) {
                texts.add(text);
            }
            return texts;
        }
    }

    private static String next(JMSConsumer consumer) {
        return consumer.receiveBodyNoWait(String.class);
    }
}
