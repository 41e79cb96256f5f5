// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.handler;

import io.mambamq.core.MachineConfig;
import io.mambamq.core.delivery.Dispatcher;
import io.mambamq.core.delivery.QueueBrowser;
import io.mambamq.core.delivery.QueueDelivery;
import io.mambamq.core.delivery.QueueDirectory;
import io.mambamq.core.effect.Browsed;
import io.mambamq.core.effect.Examine;
import io.mambamq.core.log.Proposals;
import io.mambamq.core.session.Session;
import io.mambamq.core.session.SessionTable;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.selector.MalformedSelectorException;
import io.mambamq.protocol.selector.Selector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Browsers open, show messages, and close. */
public final class BrowserHandler {
    private final MachineConfig config;
    private final SessionTable sessions;
    private final QueueDirectory queues;
    private final Dispatcher dispatcher;
    private final Proposals proposals;
    private final Answers answers;

    public BrowserHandler(
            MachineConfig config,
            SessionTable sessions,
            QueueDirectory queues,
            Dispatcher dispatcher,
            Proposals proposals,
            Answers answers) {
        this.config = config;
        this.sessions = sessions;
        this.queues = queues;
        this.dispatcher = dispatcher;
        this.proposals = proposals;
        this.answers = answers;
    }

    public void open(long id, int request, int number, DestinationName destination, @Nullable String selector) {
        Session session = sessions.find(id);
        if (session == null) {
            answers.refuseUnknownSession(id, request);
            return;
        }
        Refusal refusal = open(session, request, number, destination, selector);
        if (refusal != null) {
            answers.refuse(id, request, refusal.code(), refusal.text());
        }
    }

    private @Nullable Refusal open(
            Session session, int request, int number, DestinationName destination, @Nullable String selector) {
        QueueDelivery body = queues.findBody(destination);
        Refusal refusal = Receivers.refusal(session, number, config);
        if (refusal == null && body == null) {
            refusal = Destinations.browsingRefusal(session, destination);
        }
        if (refusal != null) {
            return refusal;
        }
        if (!destination.kind().isQueue()) {
            return new Refusal(ErrorCode.INVALID_DESTINATION, destination + " cannot be browsed, only queues can");
        }
        Selector parsed;
        try {
            parsed = Receivers.selectorOf(selector);
        } catch (MalformedSelectorException e) {
            return new Refusal(ErrorCode.INVALID_SELECTOR, String.valueOf(e.getMessage()));
        }
        QueueDelivery queue = body == null ? queues.findOrDeclare(destination) : body;
        if (queue == null) {
            return Destinations.missing(destination, config);
        }
        QueueBrowser browser = session.browse(number, queue, parsed);
        // What was sent before is to be seen.
        proposals.afterProposed(() -> {
            browser.open(dispatcher.nowMs());
            answers.succeed(session.id(), request, 0);
        });
        return null;
    }

    /** Shows the next messages, once the browser is open. */
    public void browse(long id, int request, int number, int messages, long bytes) {
        QueueBrowser browser = find(id, number);
        if (browser == null) {
            refuseUnknown(id, request, number);
        } else if (messages <= 0 || bytes <= 0) {
            answers.refuse(
                    id, request, ErrorCode.PROTOCOL_ERROR, "browse " + messages + " messages and " + bytes + " bytes");
        } else if (browser.isBrowsing()) {
            answers.refuse(
                    id, request, ErrorCode.PROTOCOL_ERROR, "browser " + number + " has another request under way");
        } else {
            browser.begin(request);
            if (browser.isOpen()) {
                show(browser, messages, bytes);
            } else {
                proposals.afterProposed(() -> show(browser, messages, bytes));
            }
        }
    }

    private void show(QueueBrowser browser, int messages, long bytes) {
        if (!browser.isBrowsing()) {
            return;
        }
        List<Long> sequences = browser.next(messages, bytes, dispatcher.nowMs());
        if (browser.isSelective() && !sequences.isEmpty()) {
            long examination = dispatcher.nextExamination();
            browser.examine(examination, sequences);
            List<Long> positions = sequences.stream().map(browser::position).toList();
            answers.now(new Examine(browser.session(), browser.number(), examination, browser.stream(), positions));
        } else {
            sequences.forEach(sequence -> show(browser, sequence));
            finish(browser, browser.isAtEnd());
        }
    }

    private void show(QueueBrowser browser, long sequence) {
        answers.now(new Browsed(
                browser.session(),
                browser.number(),
                browser.nextDeliveryCount(sequence),
                browser.stream(),
                browser.position(sequence)));
    }

    private void finish(QueueBrowser browser, boolean atEnd) {
        answers.succeed(browser.session(), browser.finish(), atEnd ? 1 : 0);
    }

    /**
     * Messages that a browser's selector is to be tried on.
     *
     * @return whether the number is a browser's
     */
    public boolean examined(long id, int number, long examination, List<@Nullable EncodedMessage> messages) {
        QueueBrowser browser = find(id, number);
        if (browser == null) {
            return false;
        }
        if (browser.isExamining(examination)) {
            for (int i = 0; i < messages.size(); i++) {
                EncodedMessage message = messages.get(i);
                long sequence = browser.examined().get(i);
                if (message != null && browser.matches(sequence, message)) {
                    show(browser, sequence);
                }
            }
            finish(browser, browser.isAtEnd());
        }
        return true;
    }

    /** A request of the browser that is under way ends with it. */
    public void close(long id, int request, int number) {
        QueueBrowser browser = find(id, number);
        Session session = sessions.find(id);
        if (session == null || browser == null) {
            refuseUnknown(id, request, number);
            return;
        }
        if (browser.isBrowsing()) {
            finish(browser, true);
        }
        session.close(browser);
        answers.succeedWhenDurable(id, request);
    }

    private @Nullable QueueBrowser find(long id, int number) {
        Session session = sessions.find(id);
        return session == null ? null : session.browser(number);
    }

    private void refuseUnknown(long id, int request, int number) {
        answers.refuse(id, request, ErrorCode.PROTOCOL_ERROR, "no browser of the session has the number " + number);
    }
}
