// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.client;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Sees what the server logs. */
public final class LogWatch extends Handler implements AutoCloseable {
    private final Logger logger;
    private final List<String> messages = new ArrayList<>();

    public LogWatch() {
        this("io.mambamq.server");
    }

    /** Sees what another module logs. */
    public LogWatch(String loggerName) {
        logger = Logger.getLogger(loggerName);
        logger.setLevel(Level.INFO);
        logger.addHandler(this);
    }

    /** Waits until a message with this id was logged. */
    public synchronized void await(String id) throws InterruptedException {
        while (messages.stream().noneMatch(message -> message.startsWith(id))) {
            wait();
        }
    }

    /** What was logged with this id so far. */
    public synchronized List<String> with(String id) {
        return messages.stream().filter(message -> message.startsWith(id)).toList();
    }

    @Override
    public synchronized void publish(LogRecord record) {
        messages.add(record.getMessage());
        notifyAll();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
