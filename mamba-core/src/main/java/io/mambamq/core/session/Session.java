// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.session;

import io.mambamq.core.MachineConfig;
import io.mambamq.core.delivery.Dispatcher;
import io.mambamq.core.delivery.InFlightDeliveries;
import io.mambamq.core.delivery.QueueBrowser;
import io.mambamq.core.delivery.QueueConsumer;
import io.mambamq.core.delivery.QueueDelivery;
import io.mambamq.core.delivery.Redeliveries;
import io.mambamq.core.transaction.TransactionBindings;
import io.mambamq.protocol.redelivery.RedeliveryPolicy;
import io.mambamq.protocol.selector.Selector;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A client's session: its consumers, browsers, unsettled deliveries, transaction numbers and send credit. */
public final class Session {
    private final long id;
    private final ClientConnection connection;
    private final Map<Integer, QueueConsumer> consumers = new LinkedHashMap<>();
    private final Map<Integer, QueueBrowser> browsers = new HashMap<>();
    private final InFlightDeliveries inFlight;
    private final TransactionBindings transactions;
    private final SendCredit sendCredit;

    Session(long id, ClientConnection connection, MachineConfig config) {
        this.id = id;
        this.connection = connection;
        this.inFlight = new InFlightDeliveries(config.inFlightPerSessionMax());
        this.transactions = new TransactionBindings(config.boundTransactionsPerSessionMax());
        this.sendCredit = new SendCredit(config.sendCreditBytes());
    }

    public long id() {
        return id;
    }

    public ClientConnection connection() {
        return connection;
    }

    public InFlightDeliveries inFlight() {
        return inFlight;
    }

    public TransactionBindings transactions() {
        return transactions;
    }

    public SendCredit sendCredit() {
        return sendCredit;
    }

    // ---- consumers

    public Collection<QueueConsumer> consumers() {
        return consumers.values();
    }

    public @Nullable QueueConsumer consumer(int number) {
        return consumers.get(number);
    }

    /** A consumer of the queue; {@code selector} is null for all messages, {@code redelivery} for what it does not accept. */
    public void attach(int number, QueueDelivery queue, @Nullable Selector selector, RedeliveryPolicy redelivery) {
        consumers.put(number, new QueueConsumer(id, number, queue, selector, redelivery, inFlight));
    }

    public void detach(QueueConsumer consumer) {
        consumer.detach();
        consumers.remove(consumer.number());
    }

    // ---- browsers, which share their numbers with the consumers

    public @Nullable QueueBrowser browser(int number) {
        return browsers.get(number);
    }

    /** A browser of the queue, which is not open yet; {@code selector} is null for all messages. */
    public QueueBrowser browse(int number, QueueDelivery queue, @Nullable Selector selector) {
        QueueBrowser browser = new QueueBrowser(id, number, queue, selector);
        browsers.put(number, browser);
        return browser;
    }

    public void close(QueueBrowser browser) {
        browsers.remove(browser.number());
    }

    /** Whether a consumer or browser has the number. */
    public boolean isReceiver(int number) {
        return consumers.containsKey(number) || browsers.containsKey(number);
    }

    /** How many consumers and browsers there are. */
    public int receiverCount() {
        return consumers.size() + browsers.size();
    }

    // ---- deliveries

    /**
     * Everything unsettled goes back to its place as if it had never left.
     *
     * @param consumer null for all of them
     */
    public void releaseUnsettled(@Nullable QueueConsumer consumer, Dispatcher dispatcher) {
        boolean wasFull = inFlight.isFull();
        takeUnsettled(consumer, (receiver, sequence) -> dispatcher.giveBack(receiver.queue(), sequence));
        resumeIf(wasFull, dispatcher);
    }

    /**
     * Everything unsettled comes back from a connection that was lost. What a consumer got first is what its application
     * had or was about to get, so that is a failed delivery of it; the rest most probably waited in the client, and is only
     * marked.
     */
    public void returnUnsettled(Redeliveries redeliveries) {
        Set<QueueConsumer> suspected = new HashSet<>();
        takeUnsettled(null, (receiver, sequence) -> {
            if (suspected.add(receiver)) {
                redeliveries.failed(receiver.queue(), sequence, receiver.redelivery());
            } else {
                redeliveries.maybeSeen(receiver.queue(), sequence);
            }
        });
    }

    private void takeUnsettled(@Nullable QueueConsumer consumer, BiConsumer<QueueConsumer, Long> action) {
        for (long delivery = inFlight.nextFrom(1);
                delivery != InFlightDeliveries.NONE;
                delivery = inFlight.nextFrom(delivery + 1)) {
            QueueConsumer receiver = inFlight.consumer(delivery);
            if (receiver != null && (consumer == null || consumer == receiver)) {
                long sequence = inFlight.sequence(delivery);
                inFlight.remove(delivery);
                action.accept(receiver, sequence);
            }
        }
    }

    /** Room for deliveries has come where there was none: consumers with credit go on. */
    public void resumeIf(boolean wasFull, Dispatcher dispatcher) {
        if (wasFull) {
            consumers.values().forEach(dispatcher::wake);
        }
    }
}
