// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.session;

import io.mambamq.jms.delivery.Received;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.wire.Answer;
import io.mambamq.jms.wire.Deadline;
import io.mambamq.jms.wire.WireSession;
import io.mambamq.protocol.frame.Browse;
import io.mambamq.protocol.frame.Browsed;
import io.mambamq.protocol.frame.BrowserClose;
import io.mambamq.protocol.frame.BrowserOpen;
import io.mambamq.protocol.message.DestinationName;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What the broker shows of one queue as it was at one moment, page by page. */
public final class BrowserCore {
    private static final String WHAT = "browse a queue";
    private static final int PAGE_MESSAGES_MAX = 64;
    private static final long PAGE_BYTES_MAX = 1L << 20;

    private final WireSession wire;
    private final int number;
    /** The life of the session that has it. */
    private final int life;

    private final AtomicBoolean closed = new AtomicBoolean();
    /** Filled by the reader thread between a request and its answer, which hands it over. */
    private final List<Received> shown = new ArrayList<>();

    private BrowserCore(WireSession wire, int number, int life) {
        this.wire = wire;
        this.number = number;
        this.life = life;
    }

    /** Opens a browser at the broker, of a number that no consumer of the session has; {@code selector} is null for none. */
    static BrowserCore open(WireSession wire, int number, DestinationName queue, @Nullable String selector)
            throws CallException {
        Deadline deadline = wire.wire().callDeadline();
        BrowserCore browser = new BrowserCore(wire, number, wire.awaitLife(deadline, WHAT));
        wire.onBrowsed(number, browser::onBrowsed);
        try {
            wire.requests()
                    .callIn(
                            browser.life,
                            WHAT,
                            request -> new BrowserOpen(wire.number(), request, number, queue, selector),
                            new Answer(),
                            deadline);
        } catch (CallException e) {
            wire.forgetBrowser(number);
            throw e;
        }
        return browser;
    }

    /** On the reader thread. */
    private void onBrowsed(Browsed frame) {
        shown.add(new Received(0, frame.deliveryCount(), frame.message().compact()));
    }

    /**
     * Adds the next messages to the page, which may be none before the end.
     *
     * @return whether that was all
     * @throws JMSException also if the connection was lost and made anew since the browser was opened: it showed the queue of
     *     that moment, which the broker does not have any more
     */
    public boolean fetch(Collection<Received> page) throws JMSException {
        if (closed.get()) {
            throw new IllegalStateException("the browser is closed");
        }
        try {
            return fetchPage(page);
        } catch (CallException e) {
            throw e.toJms();
        }
    }

    /** The same, of a browser that is not closed. */
    boolean fetchPage(Collection<Received> page) throws CallException {
        try {
            long value = wire.requests()
                    .callIn(
                            life,
                            WHAT,
                            request -> new Browse(wire.number(), request, number, PAGE_MESSAGES_MAX, PAGE_BYTES_MAX),
                            new Answer());
            page.addAll(shown);
            shown.clear();
            return value == 1;
        } catch (CallException e) {
            // Messages of this answer may still come; nobody would know which are missing.
            close();
            throw e;
        }
    }

    /** By any thread, once its use is over. Idempotent; asks for no answer. */
    public void close() {
        if (closed.compareAndSet(false, true)) {
            wire.forgetBrowser(number);
            wire.tell(life, new BrowserClose(wire.number(), 0, number));
            wire.flush();
        }
    }
}
