// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.jms.ClientLog;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.ConnectionLostException;
import io.mambamq.jms.failure.RefusedException;
import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.frame.Browsed;
import io.mambamq.protocol.frame.Deliver;
import io.mambamq.protocol.frame.Done;
import io.mambamq.protocol.frame.Drained;
import io.mambamq.protocol.frame.Failed;
import io.mambamq.protocol.frame.SendCredit;
import io.mambamq.protocol.frame.SendFailed;
import io.mambamq.protocol.frame.Sent;
import io.mambamq.protocol.frame.SessionClose;
import io.mambamq.protocol.frame.SessionFrame;
import io.mambamq.protocol.frame.SessionOpen;
import io.mambamq.protocol.frame.TransactionsInDoubt;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** One session on the wire. Any thread may send; frames of one caller keep their order. */
public final class WireSession {
    private final Wire wire;
    private final int number;
    private final DeliveryHandler deliveries;
    private final SendLane sends;

    private final AtomicInteger requestNumbers = new AtomicInteger();
    private final AtomicInteger transactionNumbers = new AtomicInteger();
    private final Map<Integer, Reply> replies = new ConcurrentHashMap<>();
    private final Map<Integer, Consumer<Browsed>> browsers = new ConcurrentHashMap<>();
    private volatile @Nullable ConnectionLostException lost;

    /** So that nothing is said behind the session's end. */
    private final ReentrantLock speaking = new ReentrantLock();
    // guarded by speaking
    private boolean ended;

    private WireSession(Wire wire, DeliveryHandler deliveries) {
        this.wire = wire;
        this.number = wire.nextSessionNumber();
        this.deliveries = deliveries;
        this.sends = new SendLane(this);
    }

    public static WireSession open(Wire wire, DeliveryHandler deliveries) throws CallException {
        WireSession session = new WireSession(wire, deliveries);
        wire.register(session);
        try {
            session.call("open a session", request -> new SessionOpen(session.number, request, 0));
        } catch (CallException e) {
            wire.unregister(session);
            throw e;
        }
        return session;
    }

    public int number() {
        return number;
    }

    public Wire wire() {
        return wire;
    }

    public SendLane sends() {
        return sends;
    }

    /** A number to bind a transaction to. */
    public int nextTransactionNumber() {
        return transactionNumbers.incrementAndGet();
    }

    // ---- telling and asking

    /** Adds a frame that is not answered to what the next {@link #flush} writes. */
    public void tell(SessionFrame frame) {
        wire.append(frame);
    }

    /** The same, unless the session is over. */
    public void tellUnlessClosed(SessionFrame frame) {
        speaking.lock();
        try {
            if (!ended) {
                wire.append(frame);
            }
        } finally {
            speaking.unlock();
        }
    }

    /** What the broker shows under this browser's number goes there, on the reader thread; a message is valid until it returns. */
    public void onBrowsed(int browser, Consumer<Browsed> handler) {
        browsers.put(browser, handler);
    }

    public void forgetBrowser(int browser) {
        browsers.remove(browser);
    }

    /**
     * Adds a request to what the next {@link #flush} writes; the reply gets its answer.
     *
     * @param frame makes the request of the number that it gets
     */
    public void ask(IntFunction<SessionFrame> frame, Reply reply) throws ConnectionLostException {
        ask(requestNumbers.incrementAndGet(), frame, reply);
    }

    private void ask(int request, IntFunction<SessionFrame> frame, Reply reply) throws ConnectionLostException {
        replies.put(request, reply);
        ConnectionLostException reason = lost;
        if (reason != null) {
            replies.remove(request);
            throw reason;
        }
        speaking.lock();
        try {
            if (ended) {
                replies.remove(request);
                throw over();
            }
            wire.append(frame.apply(request));
        } finally {
            speaking.unlock();
        }
    }

    private static ConnectionLostException over() {
        return new ConnectionLostException("the session is closed", null);
    }

    /** Adds a request to what the next {@link #flush} writes; this thread may wait for the answer. */
    public Answer ask(IntFunction<SessionFrame> frame) throws ConnectionLostException {
        Answer answer = new Answer();
        ask(frame, answer);
        return answer;
    }

    public void flush() {
        wire.flush();
    }

    /** Asks, writes and waits for the value of the answer. */
    public long call(String what, IntFunction<SessionFrame> frame) throws CallException {
        return call(what, frame, new Answer());
    }

    /** The same with an answer that does something on the reader thread, or has more than a value. */
    public long call(String what, IntFunction<SessionFrame> frame, Answer answer) throws CallException {
        int request = requestNumbers.incrementAndGet();
        try {
            ask(request, frame, answer);
            flush();
            return answer.await(wire.callDeadline(), what);
        } finally {
            replies.remove(request);
        }
    }

    public void requireConnected() throws ConnectionLostException {
        wire.requireOpen();
    }

    /** Ends the session at the broker. What comes for it afterwards is dropped, what is asked of it fails. */
    public void close() throws CallException {
        try {
            Answer answer = askToClose();
            flush();
            answer.await(wire.callDeadline(), "close a session");
        } finally {
            wire.unregister(this);
            onLost(over());
        }
    }

    private Answer askToClose() throws ConnectionLostException {
        speaking.lock();
        try {
            Answer answer = ask(request -> new SessionClose(number, request));
            ended = true;
            return answer;
        } finally {
            speaking.unlock();
        }
    }

    // ---- on the reader thread

    void onFrame(SessionFrame frame) {
        switch (frame.type()) {
            case DELIVER -> deliveries.onDeliver((Deliver) frame);
            case BROWSED -> onBrowsed((Browsed) frame);
            case SENT -> sends.onSent((Sent) frame);
            case DONE -> onDone((Done) frame);
            case SEND_CREDIT -> sends.onCredit((SendCredit) frame);
            case DRAINED -> deliveries.onDrained(((Drained) frame).consumer());
            case FAILED -> onFailed((Failed) frame);
            case SEND_FAILED -> sends.onFailed((SendFailed) frame);
            case TRANSACTIONS_IN_DOUBT -> onInDoubt((TransactionsInDoubt) frame);
            default -> throw ProtocolException.protocolError("a frame " + frame.type() + " from a broker");
        }
    }

    private void onBrowsed(Browsed frame) {
        Consumer<Browsed> handler = browsers.get(frame.browser());
        if (handler != null) {
            handler.accept(frame);
        }
    }

    private void onDone(Done frame) {
        Reply reply = replies.remove(frame.request());
        if (reply != null) {
            reply.done(frame.value());
        }
    }

    private void onFailed(Failed frame) {
        RefusedException refusal = new RefusedException(frame.code(), frame.text());
        Reply reply = replies.remove(frame.request());
        if (reply != null) {
            reply.failed(refusal);
        } else {
            ClientLog.LOG.debugf("session %d: a refusal that nobody waits for: %s", number, refusal.getMessage());
        }
    }

    private void onInDoubt(TransactionsInDoubt frame) {
        Reply reply = replies.remove(frame.request());
        if (reply != null) {
            reply.inDoubt(frame.ids());
        }
    }

    /** By any thread. */
    void onLost(ConnectionLostException reason) {
        lost = reason;
        sends.onLost(reason);
        deliveries.onLost(reason);
        replies.forEach((request, reply) -> {
            if (replies.remove(request, reply)) {
                reply.failed(reason);
            }
        });
    }
}
