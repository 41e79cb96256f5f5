// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.data;

import io.mambamq.protocol.frame.Deliver;
import io.mambamq.protocol.frame.SettleOutcome;
import io.mambamq.protocol.transaction.TransactionId;
import io.mambamq.server.MambaServer;
import io.mambamq.server.client.FrameClient;
import io.mambamq.server.client.Messages;
import io.mambamq.server.client.SessionClient;
import io.mambamq.server.client.TestServer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Fills a data directory by a real broker, and damages it. */
final class Broker {
    static final TransactionId.Xa IN_DOUBT = new TransactionId.Xa(7, new byte[] {1, 2}, new byte[] {3});

    private final Path directory;

    Broker(Path directory) {
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    Path file(String name) {
        return directory.resolve("journal").resolve(name);
    }

    interface Work {
        void with(SessionClient session) throws Exception;
    }

    /** One life of a broker, ended in order. */
    void run(Work work) throws Exception {
        try (MambaServer server = TestServer.start(directory);
                FrameClient client = FrameClient.connected(server.port())) {
            work.with(SessionClient.open(client));
        }
    }

    void send(String queue, String... texts) throws Exception {
        run(session -> {
            for (String text : texts) {
                session.send(Messages.text(queue, text));
            }
        });
    }

    /** What a consumer finds, in order; nothing is settled. */
    List<String> receive(String queue) throws Exception {
        try (MambaServer server = TestServer.start(directory);
                FrameClient client = FrameClient.connected(server.port())) {
            SessionClient session = SessionClient.open(client);
            session.attach(queue);
            return session.receiveAllTexts();
        }
    }

    /** Takes the first message out of the queue. */
    void consumeFirst(String queue) throws Exception {
        run(session -> {
            session.attach(queue);
            session.credit(1);
            Deliver first = session.receive();
            session.settle(SettleOutcome.ACCEPTED, first);
        });
    }

    /** A branch that sends one message to the queue and is prepared. */
    void prepareSend(String queue, String text) throws Exception {
        run(session -> {
            session.begin(1, IN_DOUBT);
            session.sendInTransaction(1, Messages.text(queue, text));
            session.prepare(IN_DOUBT);
        });
    }

    /** Flips the lowest bit of the first byte of the text where it stands in the log; returns the offset. */
    long flip(String name, String text) throws IOException {
        byte[] content = Files.readAllBytes(file(name));
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        int at = indexOf(content, wanted);
        overwrite(name, at, new byte[] {(byte) (content[at] ^ 1)});
        return at;
    }

    void overwrite(String name, long offset, byte[] bytes) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(file(name).toFile(), "rw")) {
            file.seek(offset);
            file.write(bytes);
        }
    }

    private static int indexOf(byte[] content, byte[] wanted) {
        for (int at = 0; at + wanted.length <= content.length; at++) {
            if (java.util.Arrays.equals(content, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        throw new AssertionError("the text is not in the file");
    }
}
