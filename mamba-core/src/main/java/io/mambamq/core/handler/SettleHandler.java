// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.handler;

import io.mambamq.core.MachineConfig;
import io.mambamq.core.command.Settle;
import io.mambamq.core.command.SettleReason;
import io.mambamq.core.delivery.Dispatcher;
import io.mambamq.core.delivery.InFlightDeliveries;
import io.mambamq.core.delivery.QueueConsumer;
import io.mambamq.core.delivery.QueueDelivery;
import io.mambamq.core.delivery.Redeliveries;
import io.mambamq.core.log.Proposals;
import io.mambamq.core.session.Session;
import io.mambamq.core.session.SessionTable;
import io.mambamq.core.transaction.Branch;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.DeliveryRanges;
import io.mambamq.protocol.frame.SettleOutcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client tells what became of deliveries. All of them must be in flight, or nothing is changed. A delivery that is settled
 * is not in flight any more from the moment of the proposal, so that it cannot be settled twice.
 */
public final class SettleHandler {
    private final MachineConfig config;
    private final SessionTable sessions;
    private final Dispatcher dispatcher;
    private final Redeliveries redeliveries;
    private final Proposals proposals;
    private final Answers answers;
    /** Queues of the settle at hand; empty between inputs. */
    private final List<QueueDelivery> touched = new ArrayList<>();

    public SettleHandler(
            MachineConfig config,
            SessionTable sessions,
            Dispatcher dispatcher,
            Redeliveries redeliveries,
            Proposals proposals,
            Answers answers) {
        this.config = config;
        this.sessions = sessions;
        this.dispatcher = dispatcher;
        this.redeliveries = redeliveries;
        this.proposals = proposals;
        this.answers = answers;
    }

    /**
     * Settles all of the deliveries or, if it refuses, none.
     *
     * @param transaction 0 for none
     */
    public void settle(long id, int request, int transaction, SettleOutcome outcome, DeliveryRanges deliveries) {
        Session session = sessions.find(id);
        if (session == null) {
            answers.refuseUnknownSession(id, request);
            return;
        }
        boolean wasFull = session.inFlight().isFull();
        Refusal refusal = notInFlight(session.inFlight(), deliveries);
        if (refusal == null) {
            refusal = transaction == 0
                    ? settleAlone(session, outcome, deliveries)
                    : settleInTransaction(session, transaction, outcome, deliveries);
        }
        if (refusal == null) {
            session.resumeIf(wasFull, dispatcher);
            answers.succeedWhenDurable(id, request);
        } else {
            answers.refuse(id, request, refusal.code(), refusal.text());
        }
    }

    private @Nullable Refusal settleAlone(Session session, SettleOutcome outcome, DeliveryRanges deliveries) {
        switch (outcome) {
            case ACCEPTED -> accept(session.inFlight(), deliveries);
            case RELEASED -> release(session.inFlight(), deliveries);
            case RETURNED -> takeBack(session.inFlight(), deliveries);
        }
        return null;
    }

    private void accept(InFlightDeliveries inFlight, DeliveryRanges deliveries) {
        forEach(inFlight, deliveries, (consumer, sequence) -> {
            QueueDelivery queue = consumer.queue();
            if (queue.accepted().isEmpty()) {
                touched.add(queue);
            }
            queue.accepted().add(sequence);
        });
        for (QueueDelivery queue : touched) {
            proposals.propose(new Settle(
                    queue.id(), SettleReason.CONSUMED, queue.accepted().take()));
        }
        touched.clear();
    }

    private void release(InFlightDeliveries inFlight, DeliveryRanges deliveries) {
        forEach(inFlight, deliveries, (consumer, sequence) -> dispatcher.giveBack(consumer.queue(), sequence));
    }

    private void takeBack(InFlightDeliveries inFlight, DeliveryRanges deliveries) {
        forEach(
                inFlight,
                deliveries,
                (consumer, sequence) -> redeliveries.failed(consumer.queue(), sequence, consumer.redelivery()));
        redeliveries.propose();
    }

    private @Nullable Refusal settleInTransaction(
            Session session, int number, SettleOutcome outcome, DeliveryRanges deliveries) {
        Branch branch = session.transactions().find(number);
        if (outcome != SettleOutcome.ACCEPTED) {
            return new Refusal(
                    ErrorCode.PROTOCOL_ERROR, "a transaction accepts deliveries, it does not give them back");
        }
        if (branch == null) {
            return Refusal.unknownTransactionNumber(number);
        }
        if (!branch.isActive()) {
            return Refusal.notActive(branch);
        }
        if (branch.settlesCount() >= config.settlesPerTransactionMax()) {
            String text = "a transaction accepts at most " + config.settlesPerTransactionMax() + " deliveries";
            branch.markRollbackOnly(text);
            return new Refusal(ErrorCode.RESOURCE_LIMIT, text);
        }
        forEach(session.inFlight(), deliveries, branch::accept);
        return null;
    }

    private static @Nullable Refusal notInFlight(InFlightDeliveries inFlight, DeliveryRanges deliveries) {
        NotInFlight search = new NotInFlight(inFlight);
        deliveries.forEach(search);
        return search.found == 0
                ? null
                : new Refusal(
                        ErrorCode.PROTOCOL_ERROR, "delivery " + search.found + " of the session is not unsettled");
    }

    /** Looks for a delivery that is not in flight; stops there, so that a range that lies costs nothing. */
    private static final class NotInFlight implements DeliveryRanges.RangeConsumer {
        private final InFlightDeliveries inFlight;
        private long found;

        NotInFlight(InFlightDeliveries inFlight) {
            this.inFlight = inFlight;
        }

        @Override
        public void accept(long first, long last) {
            for (long delivery = first; found == 0 && delivery <= last; delivery++) {
                if (inFlight.consumer(delivery) == null) {
                    found = delivery;
                }
            }
        }
    }

    /** A message of the consumer's queue. */
    private interface MessageAction {
        void accept(QueueConsumer consumer, long sequence);
    }

    /** Takes the deliveries out of flight, one by one. */
    private static void forEach(InFlightDeliveries inFlight, DeliveryRanges deliveries, MessageAction action) {
        deliveries.forEach((first, last) -> {
            for (long delivery = first; delivery <= last; delivery++) {
                QueueConsumer receiver = inFlight.consumer(delivery);
                if (receiver == null) {
                    throw new IllegalStateException("delivery " + delivery + " is not in flight");
                }
                long sequence = inFlight.sequence(delivery);
                inFlight.remove(delivery);
                action.accept(receiver, sequence);
            }
        });
    }
}
