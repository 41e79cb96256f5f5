// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.jms.ClientLog;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.RefusedException;
import io.mambamq.protocol.frame.Done;
import io.mambamq.protocol.frame.Failed;
import io.mambamq.protocol.frame.TransactionsInDoubt;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What a session has asked and the broker has not answered. Any thread asks; answers come on the reader thread. */
final class Requests {
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Integer, Reply> replies = new ConcurrentHashMap<>();

    /** The number of a request whose answer goes there. */
    int expect(Reply reply) {
        int request = numbers.incrementAndGet();
        replies.put(request, reply);
        return request;
    }

    /** Nobody waits for that answer any more. */
    void forget(int request) {
        replies.remove(request);
    }

    void failAll(CallException reason) {
        replies.forEach((request, reply) -> {
            if (replies.remove(request, reply)) {
                reply.failed(reason);
            }
        });
    }

    // ---- on the reader thread

    void onDone(Done frame) {
        Reply reply = replies.remove(frame.request());
        if (reply != null) {
            reply.done(frame.value());
        }
    }

    void onFailed(Failed frame) {
        RefusedException refusal = new RefusedException(frame.code(), frame.text());
        Reply reply = replies.remove(frame.request());
        if (reply != null) {
            reply.failed(refusal);
        } else {
            ClientLog.LOG.debugf(
                    "session %d: a refusal that nobody waits for: %s", frame.session(), refusal.getMessage());
        }
    }

    void onInDoubt(TransactionsInDoubt frame) {
        Reply reply = replies.remove(frame.request());
        if (reply != null) {
            reply.inDoubt(frame.ids());
        }
    }
}
