// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.durable;

import io.mambamq.core.command.Command;
import io.mambamq.core.command.CompleteHeuristically;
import io.mambamq.core.command.DeclareDestination;
import io.mambamq.core.command.Prepare;
import io.mambamq.core.command.Publish;
import io.mambamq.core.command.QueueSettles;
import io.mambamq.core.command.Restarted;
import io.mambamq.core.command.Send;
import io.mambamq.core.command.SequenceRanges;
import io.mambamq.core.command.Settle;
import io.mambamq.core.command.SettleReason;
import io.mambamq.core.command.Stage;
import io.mambamq.core.command.StagePublish;
import io.mambamq.core.command.Subscribe;
import io.mambamq.core.command.SubscriptionIds;
import io.mambamq.core.command.Unsubscribe;
import io.mambamq.core.queue.Subscription;
import io.mambamq.core.simulation.Messages;
import io.mambamq.protocol.message.DestinationKind;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.message.MessageHeaders;
import io.mambamq.protocol.message.SubscriptionName;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.List;

/** A small state that has everything a state can have. */
final class SampleState {
    static final TransactionId XA = new TransactionId.Xa(0x4D616D62, new byte[] {1, 2, 3}, new byte[] {4, 5});
    static final TransactionId DECIDED = new TransactionId.Xa(0x4D616D62, new byte[] {6}, new byte[0]);
    static final TransactionId LOCAL = new TransactionId.Local(0x1111, 0x2222, 3);

    final DurableState state = new DurableState();
    private long position = 1_000;

    SampleState() {
        say(new DeclareDestination(1, DestinationName.queue("orders")));
        say(new DeclareDestination(2, DestinationName.queue("réglements")));
        say(new DeclareDestination(3, DestinationName.topic("empty")));
        send(1, 300);
        say(new Settle(1, SettleReason.CONSUMED, SequenceRanges.of(1, 2, 3, 140)));
        say(new Restarted(1_700_000_000_000L));
        say(new Send(2, message(headers().expirationMs(1_700_000_060_000L))));
        say(new Send(2, message(headers().deliveryTimeMs(1_700_000_070_000L).persistent(false))));
        say(new Send(2, message(headers().priority(9))));
        say(new Send(2, message(headers().expirationMs(1_700_000_050_000L))));
        say(new Stage(XA, 1, message(headers().priority(0).persistent(false))));
        say(new Prepare(
                XA,
                1_700_000_001_000L,
                List.of(
                        new QueueSettles(1, SequenceRanges.of(200, 201, 202, 150)),
                        new QueueSettles(2, SequenceRanges.of(3)))));
        say(new Prepare(DECIDED, 1_700_000_002_000L, List.of()));
        say(new CompleteHeuristically(DECIDED, 1_700_000_003_000L, false));
        say(new Stage(LOCAL, 2, message(headers())));
        say(new Stage(LOCAL, 1, message(headers().expirationMs(5).deliveryTimeMs(6))));
        send(1, 2);
    }

    /** With a topic and its subscriptions, some of which have ended, and what transactions have of them. */
    static SampleState withTopics() {
        SampleState sample = new SampleState();
        sample.subscribe(4, null, new SubscriptionName("s", true, true), null, false);
        sample.subscribe(5, "client", new SubscriptionName("s", true, false), "größe > 3", true);
        sample.subscribe(6, null, null, null, true);
        sample.subscribe(7, "client", new SubscriptionName("s", false, true), null, false);
        sample.publish(200, 4, 5, 6, 7);
        sample.say(new Unsubscribe(7));
        sample.say(new Settle(4, SettleReason.CONSUMED, SequenceRanges.of(1, 2, 3, 150)));
        sample.say(new Settle(5, SettleReason.CONSUMED, SequenceRanges.of(2, 3, 4)));
        sample.say(new Settle(6, SettleReason.CONSUMED, SequenceRanges.of(1, 2, 3, 4, 5)));
        sample.publish(3, 5);
        sample.say(new StagePublish(
                LOCAL, 3, SubscriptionIds.of(4, 6, 7), message(headers().priority(7))));
        sample.say(new Prepare(
                new TransactionId.Xa(1, new byte[] {9}, new byte[] {9}),
                1_700_000_004_000L,
                List.of(new QueueSettles(4, SequenceRanges.of(20, 21)))));
        return sample;
    }

    /** With messages whose bodies are elsewhere: one in a queue, one staged. */
    static SampleState withLargeBodies() {
        SampleState sample = withTopics();
        sample.body(8, 3);
        sample.say(new Send(1, Messages.withBody(headers(), bodyName(8))));
        sample.body(9, 1);
        sample.say(new Stage(LOCAL, 1, Messages.withBody(headers(), bodyName(9))));
        sample.body(10, 1);
        return sample;
    }

    private void body(int id, int chunks) {
        say(new DeclareDestination(id, bodyName(id)));
        send(id, chunks);
    }

    private static DestinationName bodyName(int id) {
        return new DestinationName(DestinationKind.TEMPORARY_QUEUE, "body-" + id);
    }

    private void subscribe(int id, String clientId, SubscriptionName name, String selector, boolean noLocal) {
        say(new Subscribe(id, new Subscription(3, clientId, name, selector, noLocal)));
    }

    private void publish(int count, int... ids) {
        for (int i = 0; i < count; i++) {
            say(new Publish(3, SubscriptionIds.of(ids), message(headers())));
        }
    }

    void send(int queueId, int count) {
        for (int i = 0; i < count; i++) {
            say(new Send(queueId, message(headers())));
        }
    }

    void say(Command command) {
        position += 200;
        state.apply(position, command);
    }

    static MessageHeaders headers() {
        return Messages.headers(1).destination(DestinationName.queue("any"));
    }

    static EncodedMessage message(MessageHeaders headers) {
        return Messages.encode(headers, 10);
    }
}
