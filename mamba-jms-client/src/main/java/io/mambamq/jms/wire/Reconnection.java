// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.jms.ClientLog;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.ConnectionLostException;
import io.mambamq.jms.failure.NoAnswerException;
import io.mambamq.jms.failure.RefusedException;
import io.mambamq.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Repairs a connection: resumes it if only its transport is lost, else makes it anew, which tries all places in turn, and opens the
 * sessions again. Confined to its thread, which lives until that has succeeded, the connection is closed, the broker will not have this
 * client any more, or {@link io.mambamq.jms.ReconnectPolicy#timeoutMs} are over.
 */
final class Reconnection implements Runnable {
    /** A broker that says this says it the next time too. */
    private static final Set<ErrorCode> FINAL =
            EnumSet.of(ErrorCode.AUTHENTICATION_FAILED, ErrorCode.INVALID_CLIENT_ID, ErrorCode.VERSION_NOT_SUPPORTED);

    private final Wire wire;
    private final Link broken;
    /** Since the connection was cut. Null while it is not. */
    private @Nullable Attempts attempts;

    /** Of a connection whose link is detached or over. */
    Reconnection(Wire wire, Link broken) {
        this.wire = wire;
        this.broken = broken;
    }

    /** The thread that does it, to be started. */
    Thread thread() {
        return WireThread.create(this, "mamba-client-reconnect-" + wire.peer());
    }

    @Override
    public void run() {
        try {
            Link link = broken;
            do {
                link.awaitReader();
                link = repaired(link);
            } while (link != null && !wire.isSteady());
        } catch (RuntimeException | Error e) {
            ClientLog.LOG.defect(wire.peer(), e);
            giveUp(broken, "a defect of the client: " + e, e);
        }
    }

    // ---- a link

    /** The same if it was resumed, else another; null if there is none. */
    private @Nullable Link repaired(Link link) {
        Handshake.Opened opened = null;
        if (link.isDetached()) {
            opened = new Resuming(wire, link).run();
            if (!link.isOver()) {
                return link;
            }
        }
        Link next = opened == null ? connect(link) : wire.connected(opened);
        if (next != null) {
            openSessions(next);
        }
        return next;
    }

    /** Null if there will be none. */
    private @Nullable Link connect(Link over) {
        if (attempts == null) {
            attempts = new Attempts(wire, wire.config().reconnect().timeoutMs());
        }
        while (attempts.awaitNext(() -> !wire.hasEnded())) {
            try {
                return wire.connected(wire.dial());
            } catch (CallException e) {
                ClientLog.LOG.debugf("attempt %d to connect again failed: %s", attempts.count(), e.getMessage());
                if (isTheEnd(over, attempts, e)) {
                    return null;
                }
            }
        }
        return null;
    }

    private boolean isTheEnd(Link over, Attempts made, CallException failure) {
        if (failure instanceof RefusedException refused && FINAL.contains(refused.code())) {
            giveUp(
                    over,
                    "the broker does not take the client back: " + refused.code() + ' ' + refused.getMessage(),
                    failure);
            return true;
        }
        if (made.areOver()) {
            giveUp(
                    over,
                    "it could not be made anew within " + made.allTimeoutMs() + " ms: " + failure.getMessage(),
                    failure);
            return true;
        }
        return false;
    }

    private void giveUp(Link over, String why, Throwable cause) {
        ClientLog.LOG.connectionLost(wire.peer(), why);
        wire.fail(new ConnectionLostException(over.reason() + "; " + why, cause));
    }

    // ---- the sessions

    private void openSessions(Link link) {
        try {
            // Consumers need the temporary destinations, which belong to sessions for calls.
            List<Opening> opened = open(link, WireSession::isForCalls);
            opened.addAll(open(link, session -> !session.isForCalls()));
            for (Opening each : opened) {
                each.sendAgain();
            }
            link.settle();
            ClientLog.LOG.connectedAgain(wire.peer(), attempts == null ? 1 : attempts.count());
            attempts = null;
        } catch (NoAnswerException e) {
            link.lose(String.valueOf(e.getMessage()), e);
        } catch (CallException e) {
            ClientLog.LOG.debugf("the connection was lost while its sessions were opened again: %s", e.getMessage());
        }
    }

    private List<Opening> open(Link link, Predicate<WireSession> which) throws CallException {
        List<Opening> begun = new ArrayList<>();
        for (WireSession session : wire.sessions()) {
            Opening opening = which.test(session) ? session.open(link) : null;
            if (opening != null) {
                begun.add(opening);
            }
        }
        link.flush();
        Deadline answers = wire.callDeadline();
        for (Opening each : begun) {
            each.await(answers);
        }
        return begun;
    }
}
