// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.jms.ClientLog;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.ConnectionLostException;
import io.mambamq.jms.failure.CutException;
import io.mambamq.protocol.frame.Browsed;
import io.mambamq.protocol.frame.DeliveryRanges;
import io.mambamq.protocol.frame.SessionClose;
import io.mambamq.protocol.frame.SessionFrame;
import io.mambamq.protocol.frame.SessionOpen;
import io.mambamq.protocol.frame.Settle;
import io.mambamq.protocol.frame.SettleOutcome;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One session on the wire. Any thread may send; frames of one caller keep their order.
 *
 * <p>When the connection is lost and made anew the session begins another <i>life</i>: it is opened again, and what stands in it is
 * established again. The rest belongs to one life, and must not be taken for something of a later one: numbers of deliveries and
 * transactions ascend over all lives, so that those of an earlier one are known as void; all else is said in the life that it was
 * begun in, or not at all. Lives have the numbers of the connection's, from 1; 0 is none.
 */
public final class WireSession {
    private final Wire wire;
    private final int number;
    private final DeliveryHandler deliveries;
    private final SendLane sends;

    private final Requests requests = new Requests(this);
    private final Incoming incoming;
    private final AtomicInteger transactionNumbers = new AtomicInteger();

    /** So that nothing is said in a life that it does not belong to, nor behind the session's end. Never held while writing. */
    private final ReentrantLock speaking = new ReentrantLock();

    private final Condition changed = speaking.newCondition();
    private final Standings standings = new Standings(this, speaking);
    // guarded by speaking
    private @Nullable ConnectionLostException lost;
    private boolean ended;
    private int transactionsBefore;
    /** The last life at whose beginning the broker did not know what came before. */
    private int forgottenIn;
    // written with speaking
    /** Null while there is no life. */
    private volatile @Nullable Link link;

    private WireSession(Wire wire, DeliveryHandler deliveries) {
        this.wire = wire;
        this.number = wire.nextSessionNumber();
        this.deliveries = deliveries;
        this.sends = new SendLane(this);
        this.incoming = new Incoming(requests, sends, deliveries);
    }

    /** Opens a session; while the connection is cut it waits until there is another. */
    public static WireSession open(Wire wire, DeliveryHandler deliveries) throws CallException {
        WireSession session = new WireSession(wire, deliveries);
        Deadline deadline = wire.callDeadline();
        Link link = wire.register(session);
        try {
            if (link != null) {
                session.openFirst(link, deadline);
            }
            session.awaitLife(deadline, "open a session");
            return session;
        } catch (CallException e) {
            wire.unregister(session);
            throw e;
        }
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

    /** What it asks. */
    public Requests requests() {
        return requests;
    }

    /** What it has in all of its lives. */
    public Standings standings() {
        return standings;
    }

    /** A number to bind a transaction to. */
    public int nextTransactionNumber() {
        return transactionNumbers.incrementAndGet();
    }

    boolean isForCalls() {
        return deliveries == CallSession.NoDeliveries.INSTANCE;
    }

    /** Whether the broker remembers its sends for a client that connects again. */
    boolean hasLedger() {
        return wire.config().reconnect().enabled();
    }

    // ---- lives

    private void openFirst(Link first, Deadline deadline) throws CallException {
        Opening opening = open(first);
        if (opening == null) {
            return;
        }
        first.flush();
        try {
            long highestSequence = opening.answer().await(deadline, "open a session");
            sends.open(first.life(), highestSequence);
        } catch (CutException e) {
            ClientLog.LOG.debugf("session %d is opened when the connection is made anew", number);
        }
    }

    /** Begins a life on that link; null if the session is over, or has that life already. Does not write yet. */
    @Nullable
    Opening open(Link on) {
        speaking.lock();
        try {
            if (ended || lost != null || life() == on.life()) {
                return null;
            }
            Opening opening = new Opening(this, on.life());
            begin(on);
            append(on, request -> new SessionOpen(number, request, hasLedger() ? number : 0), opening.answer());
            standings.forEach((key, each) -> append(on, each.frame(), opening.answerAbout(key, each)));
            if (on.isOver()) {
                // Whoever lost it may not have seen that the session is there.
                cut();
            }
            return opening;
        } finally {
            speaking.unlock();
        }
    }

    private void begin(Link on) {
        boolean first = on.life() == 1;
        if (!first && !on.broker().remembers()) {
            forgottenIn = on.life();
        }
        link = on;
        incoming.begin();
        transactionsBefore = transactionNumbers.get();
        sends.begin(on.life(), forgottenIn != on.life());
        deliveries.onOpened(on.life());
        changed.signalAll();
    }

    /** That link is over. By any thread. */
    void onCut(Link over) {
        speaking.lock();
        try {
            if (link == over) {
                cut();
            }
        } finally {
            speaking.unlock();
        }
    }

    private void cut() {
        link = null;
        sends.onCut();
        deliveries.onCut();
        requests.failAll(
                new CutException("the connection was lost before the broker answered; whether it happened is unknown"));
    }

    /** The present life; 0 while there is none. */
    public int life() {
        Link current = link;
        return current == null ? 0 : current.life();
    }

    /**
     * Waits until there is a life, and returns it.
     *
     * @throws CutException when the deadline has passed; what was wanted did not happen then
     */
    public int awaitLife(Deadline deadline, String what) throws CallException {
        speaking.lock();
        try {
            while (link == null || ended) {
                requireNotOver();
                if (!deadline.await(changed, what)) {
                    throw new CutException("the connection was lost and could not be made anew within "
                            + deadline.timeoutMs() + " ms: " + what + "; it did not happen");
                }
            }
            requireNotOver();
            return link.life();
        } finally {
            speaking.unlock();
        }
    }

    private void requireNotOver() throws ConnectionLostException {
        if (lost != null) {
            throw lost;
        }
        if (ended) {
            throw over();
        }
    }

    private static ConnectionLostException over() {
        return new ConnectionLostException("the session is closed", null);
    }

    /** Whether the broker can still say what became of something that was asked in that life. */
    public boolean isRemembered(int life) {
        speaking.lock();
        try {
            return forgottenIn <= life;
        } finally {
            speaking.unlock();
        }
    }

    /** Whether the delivery is of an earlier life: the broker gives it to somebody again, whatever is done with it. */
    public boolean isVoid(long delivery) {
        return link == null || delivery <= incoming.deliveriesBefore();
    }

    /** Whether the transaction with that number was begun in an earlier life: it is rolled back. False for 0, no transaction. */
    public boolean isVoidTransaction(int transaction) {
        if (transaction == 0) {
            return false;
        }
        speaking.lock();
        try {
            return link == null || transaction <= transactionsBefore;
        } finally {
            speaking.unlock();
        }
    }

    // ---- telling

    /**
     * Adds a frame that is not answered to what the next {@link #flush} writes.
     *
     * @return false if that life is over, and the frame goes nowhere
     */
    public boolean tell(int life, SessionFrame frame) {
        return tell(life, 0, frame);
    }

    /** The same, unless the transaction is {@linkplain #isVoidTransaction void}; 0 for none. */
    boolean tell(int life, int transaction, SessionFrame frame) {
        speaking.lock();
        try {
            Link current = link;
            if (current == null || ended || current.life() != life || isVoidTransaction(transaction)) {
                return false;
            }
            current.append(frame);
            return true;
        } finally {
            speaking.unlock();
        }
    }

    /** Adds a frame about a transaction that has a number in this session; it goes nowhere if that is void. */
    public boolean tellOf(int transaction, SessionFrame frame) {
        return tell(life(), transaction, frame);
    }

    /**
     * Adds what became of deliveries, without those that are {@linkplain #isVoid void}.
     *
     * @param transaction 0 for none
     * @return false if nothing is left of it
     */
    public boolean settle(int transaction, SettleOutcome outcome, DeliveryRanges ranges) {
        return settle(transaction, outcome, ranges, null);
    }

    /** The same with an answer, which comes only if something was left. */
    public boolean settle(int transaction, SettleOutcome outcome, DeliveryRanges ranges, @Nullable Reply reply) {
        speaking.lock();
        try {
            Link current = link;
            if (current == null || ended || isVoidTransaction(transaction)) {
                return false;
            }
            DeliveryRanges rest = ranges.above(incoming.deliveriesBefore());
            if (rest.isEmpty()) {
                return false;
            }
            if (reply == null) {
                current.append(new Settle(number, 0, transaction, outcome, rest));
            } else {
                append(current, request -> new Settle(number, request, transaction, outcome, rest), reply);
            }
            return true;
        } finally {
            speaking.unlock();
        }
    }

    // ---- asking

    /** With speaking held. */
    private int append(Link current, IntFunction<SessionFrame> frame, Reply reply) {
        int request = requests.expect(reply);
        current.append(frame.apply(request));
        return request;
    }

    /**
     * Asks in that life alone, without writing.
     *
     * @return the request's number
     * @throws CutException if that life is over, and nothing was asked
     */
    int ask(int life, IntFunction<SessionFrame> frame, Reply reply) throws CallException {
        speaking.lock();
        try {
            requireNotOver();
            Link current = link;
            if (current == null || current.life() != life) {
                throw new CutException(
                        "the connection was lost, and is being made anew or has been; nothing was asked");
            }
            return append(current, frame, reply);
        } finally {
            speaking.unlock();
        }
    }

    public void flush() {
        Link current = link;
        if (current != null) {
            current.flush();
        }
    }

    /** A connection that is cut counts as open. */
    public void requireOpen() throws ConnectionLostException {
        wire.requireOpen();
    }

    // ---- the end

    /** Ends the session at the broker. What comes for it afterwards is dropped, what is asked of it fails. */
    public void close() throws CallException {
        try {
            Answer answer = askToClose();
            if (answer != null) {
                flush();
                answer.await(wire.callDeadline(), "close a session");
            }
        } catch (CutException e) {
            ClientLog.LOG.debugf("session %d has ended with the connection", number);
        } finally {
            wire.unregister(this);
            onLost(over());
        }
    }

    /** Null if the broker has no such session. */
    private @Nullable Answer askToClose() throws ConnectionLostException {
        speaking.lock();
        try {
            requireNotOver();
            ended = true;
            Link current = link;
            if (current == null) {
                return null;
            }
            Answer answer = new Answer();
            append(current, request -> new SessionClose(number, request), answer);
            return answer;
        } finally {
            speaking.unlock();
        }
    }

    /** The broker does not have it any more, though the connection lives. */
    void fail(ConnectionLostException reason) {
        wire.unregister(this);
        onLost(reason);
    }

    /** By any thread. */
    void onLost(ConnectionLostException reason) {
        speaking.lock();
        try {
            if (lost != null) {
                return;
            }
            lost = reason;
            changed.signalAll();
        } finally {
            speaking.unlock();
        }
        sends.onLost(reason);
        deliveries.onLost(reason);
        requests.failAll(reason);
    }

    // ---- on the reader thread

    void onFrame(SessionFrame frame) {
        incoming.onFrame(frame);
    }

    /** What the broker shows under this browser's number goes there, on the reader thread; a message is valid until it returns. */
    public void onBrowsed(int browser, Consumer<Browsed> handler) {
        incoming.browser(browser, handler);
    }

    public void forgetBrowser(int browser) {
        incoming.forgetBrowser(browser);
    }
}
