// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.frame.Browsed;
import io.mambamq.protocol.frame.Deliver;
import io.mambamq.protocol.frame.Done;
import io.mambamq.protocol.frame.Drained;
import io.mambamq.protocol.frame.Failed;
import io.mambamq.protocol.frame.SendCredit;
import io.mambamq.protocol.frame.SendFailed;
import io.mambamq.protocol.frame.Sent;
import io.mambamq.protocol.frame.SessionFrame;
import io.mambamq.protocol.frame.TransactionsInDoubt;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Brings what the broker says to a session to whom it concerns, and counts deliveries over all lives of the session. */
final class Incoming {
    private final Requests requests;
    private final SendLane sends;
    private final DeliveryHandler deliveries;
    private final Map<Integer, Consumer<Browsed>> browsers = new ConcurrentHashMap<>();

    /** Confined to the reader thread, of which there is one at a time; and to {@link #begin}, while there is none. */
    private long lastDelivery;
    /** Written by {@link #begin}. */
    private volatile long deliveriesBefore;

    Incoming(Requests requests, SendLane sends, DeliveryHandler deliveries) {
        this.requests = requests;
        this.sends = sends;
        this.deliveries = deliveries;
    }

    /** The session begins a life, and the broker's numbers of deliveries begin anew. */
    void begin() {
        deliveriesBefore = lastDelivery;
    }

    /** How many deliveries earlier lives had. */
    long deliveriesBefore() {
        return deliveriesBefore;
    }

    void browser(int browser, Consumer<Browsed> handler) {
        browsers.put(browser, handler);
    }

    void forgetBrowser(int browser) {
        browsers.remove(browser);
    }

    // ---- on the reader thread

    void onFrame(SessionFrame frame) {
        switch (frame.type()) {
            case DELIVER -> onDeliver((Deliver) frame);
            case BROWSED -> onBrowsed((Browsed) frame);
            case SENT -> sends.onSent((Sent) frame);
            case DONE -> requests.onDone((Done) frame);
            case SEND_CREDIT -> sends.onCredit((SendCredit) frame);
            case DRAINED -> deliveries.onDrained(((Drained) frame).consumer());
            case FAILED -> requests.onFailed((Failed) frame);
            case SEND_FAILED -> sends.onFailed((SendFailed) frame);
            case TRANSACTIONS_IN_DOUBT -> requests.onInDoubt((TransactionsInDoubt) frame);
            default -> throw ProtocolException.protocolError("a frame " + frame.type() + " from a broker");
        }
    }

    private void onDeliver(Deliver frame) {
        lastDelivery = deliveriesBefore + frame.delivery();
        deliveries.onDeliver(lastDelivery, frame);
    }

    private void onBrowsed(Browsed frame) {
        Consumer<Browsed> handler = browsers.get(frame.browser());
        if (handler != null) {
            handler.accept(frame);
        }
    }
}
