// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.jms.Backoff;
import io.mambamq.jms.ClientLog;
import io.mambamq.jms.ReconnectPolicy;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.ConnectionLostException;
import io.mambamq.jms.failure.NoAnswerException;
import io.mambamq.jms.failure.RefusedException;
import io.mambamq.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes a lost connection anew: waits a random time that grows ("full jitter"), tries all places in turn, and opens the sessions again.
 * Confined to its thread, which lives until that has succeeded, the connection is closed, the broker will not have this client any more,
 * or {@link ReconnectPolicy#timeoutMs} are over.
 */
final class Reconnection implements Runnable {
    /** A broker that says this says it the next time too. */
    private static final Set<ErrorCode> FINAL =
            EnumSet.of(ErrorCode.AUTHENTICATION_FAILED, ErrorCode.INVALID_CLIENT_ID, ErrorCode.VERSION_NOT_SUPPORTED);

    private final Wire wire;
    private final Link lost;
    private final ConnectionLostException reason;
    private final ReconnectPolicy policy;
    private final Deadline deadline;
    private final Backoff backoff;
    private int attempts;

    Reconnection(Wire wire, Link lost, ConnectionLostException reason) {
        this.wire = wire;
        this.lost = lost;
        this.reason = reason;
        this.policy = wire.config().reconnect();
        this.deadline = Deadline.in(policy.timeoutMs());
        this.backoff = new Backoff(policy.initialDelayMs(), policy.maxDelayMs(), ThreadLocalRandom.current());
    }

    /** The thread that does it, to be started. */
    Thread thread() {
        Thread thread = new Thread(this, "mamba-client-reconnect-" + wire.peer());
        thread.setDaemon(true);
        // It runs no application code, and must not keep an undeployed application's classes alive.
        thread.setContextClassLoader(Reconnection.class.getClassLoader());
        return thread;
    }

    @Override
    public void run() {
        try {
            Link over = lost;
            do {
                over.awaitReader();
                over = connect();
            } while (over != null && !isResumed(over));
        } catch (RuntimeException | Error e) {
            ClientLog.LOG.defect(wire.peer(), e);
            giveUp("a defect of the client: " + e, e);
        }
    }

    // ---- a link

    /** Null if there will be none. */
    private @Nullable Link connect() {
        while (true) {
            wire.awaitEnd(Math.min(backoff.nextMs(), deadline.remainingMs()));
            if (wire.hasEnded()) {
                return null;
            }
            attempts++;
            try {
                return wire.connected(wire.dial());
            } catch (CallException e) {
                ClientLog.LOG.debugf("attempt %d to connect again failed: %s", attempts, e.getMessage());
                if (isTheEnd(e)) {
                    return null;
                }
            }
        }
    }

    private boolean isTheEnd(CallException failure) {
        if (failure instanceof RefusedException refused && FINAL.contains(refused.code())) {
            giveUp("the broker does not take the client back: " + refused.code() + ' ' + refused.getMessage(), failure);
            return true;
        }
        if (deadline.remainingNanos() <= 0) {
            giveUp("it could not be made anew within " + policy.timeoutMs() + " ms: " + failure.getMessage(), failure);
            return true;
        }
        return false;
    }

    private void giveUp(String why, Throwable cause) {
        ClientLog.LOG.connectionLost(wire.peer(), why);
        wire.fail(new ConnectionLostException(reason.getMessage() + "; " + why, cause));
    }

    // ---- the sessions

    private boolean isResumed(Link link) {
        try {
            // Consumers need the temporary destinations, which belong to sessions for calls.
            List<Opening> opened = open(link, WireSession::isForCalls);
            opened.addAll(open(link, session -> !session.isForCalls()));
            for (Opening each : opened) {
                each.sendAgain();
            }
            ClientLog.LOG.connectedAgain(wire.peer(), attempts);
        } catch (NoAnswerException e) {
            link.lose(String.valueOf(e.getMessage()), e);
        } catch (CallException e) {
            ClientLog.LOG.debugf("the connection was lost while its sessions were opened again: %s", e.getMessage());
        }
        return wire.resumed();
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
