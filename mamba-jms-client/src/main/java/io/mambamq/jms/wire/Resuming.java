// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.jms.ClientLog;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.RefusedException;
import java.net.ConnectException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds a transport for a link that is detached, while the broker keeps the connection. Confined to the thread of the
 * {@link Reconnection}.
 */
final class Resuming {
    private final Wire wire;
    private final Link link;
    private final Attempts attempts;

    Resuming(Wire wire, Link link) {
        this.wire = wire;
        this.link = link;
        this.attempts = new Attempts(wire, link.continuity().timeoutMs());
    }

    /**
     * Tries until the link is attached again, or over.
     *
     * @return a connection that the broker has made instead, for another link; null if it has not
     */
    Handshake.@Nullable Opened run() {
        while (attempts.awaitNext(this::isWanted)) {
            try {
                Handshake.Opened opened = wire.dialToResume(link, attempts);
                if (!opened.resumption().resumes()) {
                    link.lose("the broker has not kept it", null);
                    return opened;
                }
                resume(opened);
                return null;
            } catch (RefusedException e) {
                link.lose("the broker does not resume it: " + e.code() + ' ' + e.getMessage(), e);
            } catch (CallException e) {
                ClientLog.LOG.debugf("attempt %d to resume failed: %s", attempts.count(), e.getMessage());
                onUnreachable(e);
            }
        }
        return null;
    }

    private boolean isWanted() {
        return link.isDetached() && !wire.hasEnded();
    }

    private void resume(Handshake.Opened opened) {
        if (!isWanted()) {
            // Closed meanwhile.
            opened.leave(null, "");
            return;
        }
        link.resume(opened);
        if (!link.isOver()) {
            ClientLog.LOG.resumed(wire.peer(), attempts.count());
        }
    }

    private void onUnreachable(CallException failure) {
        if (isRefusedEverywhere(failure)) {
            link.lose("nobody is left who would resume it: " + failure.getMessage(), failure);
        } else if (attempts.areOver()) {
            link.lose(
                    "it could not be resumed within " + attempts.allTimeoutMs() + " ms: " + failure.getMessage(),
                    failure);
        }
    }

    /** Where nobody listens the broker has ended, with all that it knew of the connection. */
    private static boolean isRefusedEverywhere(CallException failure) {
        return failure.getCause() instanceof ConnectException
                && Arrays.stream(failure.getSuppressed()).allMatch(ConnectException.class::isInstance);
    }
}
