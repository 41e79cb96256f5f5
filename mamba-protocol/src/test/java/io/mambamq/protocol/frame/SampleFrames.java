// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.message.BodyKind;
import io.mambamq.protocol.message.DestinationKind;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.SampleMessages;
import io.mambamq.protocol.message.SubscriptionName;
import io.mambamq.protocol.redelivery.RedeliveryOverride;
import io.mambamq.protocol.transaction.InDoubtBranch;
import io.mambamq.protocol.transaction.InDoubtState;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Frames to test with: at least one of every type, and one of every shape that a type has. */
final class SampleFrames {
    private static final TransactionId LOCAL = new TransactionId.Local(1, 2, 3);
    private static final TransactionId XA = new TransactionId.Xa(0x4D414D42, new byte[] {1, 2}, new byte[] {3});
    private static final TransactionId XA_LARGEST = new TransactionId.Xa(-1, new byte[64], new byte[64]);

    private static final Resumption RESUMED = new Resumption(60_000, true, 5L << 32);

    private SampleFrames() {}

    static Stream<Frame> all() {
        return Arrays.stream(FrameType.values()).flatMap(type -> of(type).stream());
    }

    /** The first of them is the one with golden bytes. A type without samples does not compile. */
    static List<Frame> of(FrameType type) {
        return switch (type) {
            case CONNECT ->
                List.of(
                        new Connect(1, 2, 3, 4, 30_000, 1 << 20, 0, RESUMED, "user", "secret", "client-1", "test 1.0"),
                        new Connect(-1, Long.MIN_VALUE, 0, -1, 0, Integer.MAX_VALUE, -1, null, null, null, ""));
            case CONNECTED ->
                List.of(
                        new Connected(1, 2, 30_000, 16 << 20, 0, true, RESUMED, "Mamba 1.0"),
                        new Connected(1, 2, 0, 1, 0, true, Resumption.within(Integer.MAX_VALUE), ""),
                        new Connected(1, 2, 0, 1, -1, false, ""));
            case PING -> List.of(new Ping());
            case PONG -> List.of(new Pong());
            case CLOSE -> List.of(new Close(ErrorCode.SHUTTING_DOWN, "until later"), new Close(null, ""));
            case RECEIVED -> List.of(new Received(1L << 40));
            case SESSION_OPEN -> List.of(new SessionOpen(1, 2, 3), new SessionOpen(1, 2, 0));
            case SESSION_RESTART -> List.of(new SessionRestart(1, 2));
            case SESSION_CLOSE -> List.of(new SessionClose(Integer.MAX_VALUE, 0));
            case DONE -> List.of(new Done(1, 2, 3), new Done(1, 2, -3));
            case FAILED -> List.of(new Failed(1, 2, ErrorCode.INVALID_SELECTOR, "größer at 3"));
            case SEND ->
                Arrays.stream(BodyKind.values())
                        .map(kind -> (Frame) new Send(1, 2, 3, true, SampleMessages.of(kind)))
                        .toList();
            case SENT -> List.of(new Sent(1, 2, 30));
            case SEND_FAILED -> List.of(new SendFailed(1, 2, ErrorCode.RESOURCE_LIMIT, "too long"));
            case SEND_CREDIT -> List.of(new SendCredit(1, 1 << 20));
            case CONSUMER_ATTACH ->
                List.of(
                        new ConsumerAttach(
                                1,
                                2,
                                3,
                                DestinationName.queue("q"),
                                null,
                                false,
                                null,
                                new RedeliveryOverride(5, 100L, 1.5, 60_000L)),
                        new ConsumerAttach(1, 2, 3, DestinationName.queue("q"), null, false, null),
                        new ConsumerAttach(1, 2, 3, topic(), "größe > 3", true, null),
                        new ConsumerAttach(1, 2, 3, topic(), null, false, new SubscriptionName("s", false, true)),
                        new ConsumerAttach(1, 2, 3, topic(), null, true, new SubscriptionName("s", true, false)),
                        new ConsumerAttach(1, 2, 3, topic(), null, false, new SubscriptionName("s", true, true)));
            case CONSUMER_DETACH -> List.of(new ConsumerDetach(1, 2, 3, false), new ConsumerDetach(1, 2, 3, true));
            case CREDIT -> List.of(new Credit(1, 2, 100, 1L << 40));
            case DELIVER ->
                Arrays.stream(BodyKind.values())
                        .map(kind -> (Frame) new Deliver(1, 2, 3, 4, SampleMessages.of(kind)))
                        .toList();
            case DRAIN -> List.of(new Drain(1, 2));
            case DRAINED -> List.of(new Drained(1, 2));
            case SETTLE ->
                List.of(
                        new Settle(1, 0, 0, SettleOutcome.ACCEPTED, DeliveryRanges.single(1)),
                        new Settle(1, 2, 3, SettleOutcome.RELEASED, DeliveryRanges.of(new long[] {1, 2, 5}, 3)),
                        new Settle(1, 2, 3, SettleOutcome.RETURNED, DeliveryRanges.range(7, Long.MAX_VALUE)),
                        new Settle(1, 2, 3, SettleOutcome.ACCEPTED, DeliveryRanges.of(new long[0], 0)));
            case UNSUBSCRIBE -> List.of(new Unsubscribe(1, 2, "Größen"));
            case BROWSER_OPEN ->
                List.of(
                        new BrowserOpen(1, 2, 3, DestinationName.queue("q"), "größe > 3"),
                        new BrowserOpen(1, 2, 3, DestinationName.queue("q"), null));
            case BROWSER_CLOSE -> List.of(new BrowserClose(1, 2, 3));
            case BROWSE -> List.of(new Browse(1, 2, 3, 64, 1L << 40));
            case BROWSED ->
                Arrays.stream(BodyKind.values())
                        .map(kind -> (Frame) new Browsed(1, 2, 3, SampleMessages.of(kind)))
                        .toList();
            case TRANSACTION_BEGIN ->
                List.of(
                        new TransactionBegin(1, 2, 3, LOCAL, false),
                        new TransactionBegin(1, 2, 3, XA, true),
                        new TransactionBegin(1, 2, 3, XA_LARGEST, true));
            case TRANSACTION_END -> List.of(new TransactionEnd(1, 3));
            case TRANSACTION_PREPARE -> List.of(new TransactionPrepare(1, 2, XA));
            case TRANSACTION_COMMIT ->
                List.of(new TransactionCommit(1, 2, XA, false), new TransactionCommit(1, 2, LOCAL, true));
            case TRANSACTION_ROLLBACK -> List.of(new TransactionRollback(1, 2, LOCAL));
            case TRANSACTION_FORGET -> List.of(new TransactionForget(1, 2, XA));
            case TRANSACTION_RECOVER -> List.of(new TransactionRecover(1, 2));
            case TRANSACTIONS_IN_DOUBT ->
                List.of(
                        new TransactionsInDoubt(1, 2, List.of(XA, XA_LARGEST)),
                        new TransactionsInDoubt(1, 2, List.of()));
            case TRANSACTION_COMPLETE ->
                List.of(new TransactionComplete(1, 2, XA, true), new TransactionComplete(1, 2, XA_LARGEST, false));
            case TRANSACTION_LIST -> List.of(new TransactionList(1, 2));
            case TRANSACTION_LISTED ->
                List.of(
                        new TransactionListed(
                                1,
                                2,
                                new InDoubtBranch(
                                        XA,
                                        InDoubtState.PREPARED,
                                        1_700_000_000_000L,
                                        3,
                                        4,
                                        List.of(DestinationName.queue("orders"), DestinationName.topic("news")),
                                        2)),
                        new TransactionListed(
                                1,
                                2,
                                new InDoubtBranch(
                                        XA_LARGEST, InDoubtState.HEURISTICALLY_ROLLED_BACK, 5, 0, 0, List.of(), 0)));
            case TRANSACTION_OUTCOME -> List.of(new TransactionOutcome(1, 2, LOCAL));
            case TEMPORARY_CREATE ->
                List.of(
                        new TemporaryCreate(1, 2, new DestinationName(DestinationKind.TEMPORARY_QUEUE, "tq")),
                        new TemporaryCreate(1, 2, topic()));
            case TEMPORARY_DELETE -> List.of(new TemporaryDelete(1, 2, topic()));
        };
    }

    /** With its length field. */
    static byte[] encode(Frame frame) {
        ArraySink sink = new ArraySink(16);
        FrameCodec.encode(frame, sink);
        return sink.toByteArray();
    }

    /** Behind its length field. */
    static byte[] encodeContent(Frame frame) {
        byte[] whole = encode(frame);
        return Arrays.copyOfRange(whole, FrameCodec.LENGTH_BYTES, whole.length);
    }

    static Frame decodeContent(byte[] content) {
        return FrameCodec.decode(content, 0, content.length);
    }

    private static DestinationName topic() {
        return new DestinationName(DestinationKind.TEMPORARY_TOPIC, "news");
    }
}
