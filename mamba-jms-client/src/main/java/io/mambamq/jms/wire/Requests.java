// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.jms.ClientLog;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.CutException;
import io.mambamq.jms.failure.RefusedException;
import io.mambamq.protocol.frame.Done;
import io.mambamq.protocol.frame.Failed;
import io.mambamq.protocol.frame.SessionFrame;
import io.mambamq.protocol.frame.TransactionsInDoubt;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** What a session has asked and the broker has not answered. Any thread asks; answers come on the reader thread. */
public final class Requests {
    private final WireSession session;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Integer, Reply> replies = new ConcurrentHashMap<>();

    Requests(WireSession session) {
        this.session = session;
    }

    /**
     * Asks, writes and waits for the value of the answer. What was not answered when the connection was lost is asked again in the
     * next life: only for what may happen twice.
     *
     * @param frame makes the request of the number that it gets
     */
    public long call(String what, IntFunction<SessionFrame> frame, Deadline deadline) throws CallException {
        while (true) {
            int life = session.awaitLife(deadline, what);
            try {
                return callIn(life, what, frame, new Answer(), deadline);
            } catch (CutException e) {
                ClientLog.LOG.debugf("session %d asks again: %s", session.number(), what);
            }
        }
    }

    /**
     * Asks in that life alone.
     *
     * @param answer may do something on the reader thread, or have more than a value
     * @throws CutException if it is over before the answer
     */
    public long callIn(int life, String what, IntFunction<SessionFrame> frame, Answer answer) throws CallException {
        return callIn(life, what, frame, answer, session.wire().callDeadline());
    }

    /** The same until a deadline. */
    public long callIn(int life, String what, IntFunction<SessionFrame> frame, Answer answer, Deadline deadline)
            throws CallException {
        int request = session.ask(life, frame, answer);
        try {
            session.flush();
            return answer.await(deadline, what);
        } finally {
            replies.remove(request);
        }
    }

    /** The number of a request whose answer goes there. */
    int expect(Reply reply) {
        int request = numbers.incrementAndGet();
        replies.put(request, reply);
        return request;
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
