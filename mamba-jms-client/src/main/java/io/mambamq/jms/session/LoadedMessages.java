// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.session;

import io.mambamq.jms.ClientLog;
import io.mambamq.jms.delivery.Received;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.CutException;
import io.mambamq.jms.message.MambaMessage;
import io.mambamq.protocol.transaction.TransactionId;
import jakarta.jms.MessageListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code ConnectionConsumer} has loaded into a session of an application server's pool, for the session's
 * {@code run} to process (JMS 3.1 §6.1.10 and §11). The messages were delivered to another session of the same connection,
 * the consumer's own; whatever becomes of them is told there.
 *
 * <p>In a transaction that session joins it for as long as it takes to accept a message. Loading may come from any thread;
 * the rest belongs to the session's.
 */
final class LoadedMessages {
    private record Loaded(SessionCore source, Received received) {}

    private final SessionCore session;
    private final Queue<Loaded> loaded = new ArrayDeque<>();
    private final List<Loaded> unacknowledged = new ArrayList<>();

    LoadedMessages(SessionCore session) {
        this.session = session;
    }

    void load(SessionCore source, Received received) {
        synchronized (loaded) {
            loaded.add(new Loaded(source, received));
        }
    }

    private @Nullable Loaded next() {
        synchronized (loaded) {
            return loaded.poll();
        }
    }

    /** Until nothing is left. */
    void run(MessageListener listener) throws CallException {
        for (Loaded next = next(); next != null; next = next()) {
            try {
                process(next, listener);
            } catch (CutException e) {
                ClientLog.LOG.debugf("a message comes again: %s", e.getMessage());
            }
        }
    }

    private void process(Loaded next, MessageListener listener) throws CallException {
        MambaMessage message = session.decode(next.received);
        TransactionId transaction = session.enlisted();
        if (transaction != null) {
            // Before the listener, which may commit.
            if (!next.source.settlement().acceptIn(transaction, next.received)) {
                return;
            }
        } else if (session.mode() == SessionMode.CLIENT) {
            unacknowledged.add(next);
        }
        boolean returned = ListenerDispatch.call(listener, message);
        if (transaction == null && session.isAutomatic()) {
            if (returned) {
                next.source.settlement().accept(next.received);
            } else {
                next.source.settlement().giveBack(next.received, true);
            }
        }
    }

    /** {@code Message.acknowledge()}. */
    void acknowledgeAll() throws CallException {
        for (Loaded each : unacknowledged) {
            each.source.settlement().accept(each.received);
        }
        unacknowledged.clear();
    }

    /** They come again. */
    void giveBack() throws CallException {
        for (Loaded each : unacknowledged) {
            each.source.settlement().giveBack(each.received, true);
        }
        unacknowledged.clear();
    }

    /** The session ends: what it did not process goes to others. */
    void close() throws CallException {
        giveBack();
        for (Loaded next = next(); next != null; next = next()) {
            next.source.settlement().giveBack(next.received, false);
        }
    }
}
