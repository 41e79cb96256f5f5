// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.crash;

import io.mambamq.testkit.account.MessageAccount;
import io.mambamq.testkit.account.MessageKey;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What a process that will be killed says of its transactions, in a file that outlives it: {@code received} before a commit, {@code
 * committed} after it. One process writes, another reads once that has died.
 */
final class LedgerFile {
    private static final String RECEIVED = "received";
    private static final String COMMITTED = "committed";

    private final Path path;

    LedgerFile(Path path) {
        this.path = path;
    }

    void received(List<MessageKey> keys) throws IOException {
        append(RECEIVED, keys);
    }

    void committed(List<MessageKey> keys) throws IOException {
        append(COMMITTED, keys);
    }

    /** One write for each transaction, so that a line is there or not when the writer is killed. */
    private void append(String what, List<MessageKey> keys) throws IOException {
        StringBuilder line = new StringBuilder(what);
        for (MessageKey key : keys) {
            line.append(' ').append(key.producer()).append(':').append(key.number());
        }
        try (Writer writer = Files.newBufferedWriter(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            writer.append(line.append('\n'));
        }
    }

    long lines() throws IOException {
        if (!Files.exists(path)) {
            return 0;
        }
        try (var lines = Files.lines(path)) {
            return lines.count();
        }
    }

    /** Books what the file says; the last transaction may have been received and not committed. */
    void bookInto(MessageAccount account) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        List<MessageKey> open = List.of();
        for (String line : Files.readAllLines(path)) {
            List<MessageKey> keys = keys(line);
            if (line.startsWith(COMMITTED)) {
                keys.forEach(account::consumed);
                open = List.of();
            } else {
                keys.forEach(account::received);
                open = keys;
            }
        }
        open.forEach(account::inDoubt);
    }

    private static List<MessageKey> keys(String line) {
        List<MessageKey> keys = new ArrayList<>();
        String[] words = line.split(" ", -1);
        for (int i = 1; i < words.length; i++) {
            String[] parts = words[i].split(":", -1);
            keys.add(new MessageKey(Integer.parseInt(parts[0]), Long.parseLong(parts[1])));
        }
        return keys;
    }
}
