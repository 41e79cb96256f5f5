// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.message.EncodedMessage;

/**
 * Frames to bytes and back.
 *
 * <pre>
 *  0               4       5       6               8               12
 *  +---------------+-------+-------+---------------+---------------+---------
 *  | length u32 of | type  |   0   |       0       | session       | payload
 *  | what follows  |  u8   |       |               | u32, 0 = none |
 *  +---------------+-------+-------+---------------+---------------+---------
 * </pre>
 */
public final class FrameCodec {
    /** Bytes of the length field. */
    public static final int LENGTH_BYTES = 4;
    /** Bytes from the length field to the payload. */
    public static final int HEADER_BYTES = 8;

    private FrameCodec() {}

    /**
     * Appends a frame with its length field.
     *
     * @throws IllegalArgumentException if a field does not fit its place
     */
    public static void encode(Frame frame, ByteSink sink) {
        int start = sink.position();
        sink.putInt(0);
        sink.putByte(frame.type().wireValue());
        sink.putByte(0);
        sink.putU16(0);
        sink.putInt(frame.session());
        frame.encodePayload(sink);
        sink.patchInt(start, sink.position() - start - LENGTH_BYTES);
    }

    /**
     * Reads a frame. A message in it is a view on the array, not a copy.
     *
     * @param offset of the first byte behind the length field
     * @param length the length field's value
     * @throws ProtocolException if the bytes are not exactly one frame
     */
    public static Frame decode(byte[] array, int offset, int length) {
        ByteReader reader = new ByteReader(array, offset, length);
        FrameType type = FrameType.ofWireValue(reader.readByte());
        if (reader.readByte() != 0 || reader.readU16() != 0) {
            throw ProtocolException.protocolError("a reserved bit is set in a frame " + type);
        }
        int session = reader.readInt();
        Frame frame = decodePayload(type, session, reader);
        if (frame instanceof SessionFrame ? session <= 0 : session != 0) {
            throw ProtocolException.protocolError(
                    "a frame " + type + " names session " + Integer.toUnsignedLong(session)
                            + (frame instanceof SessionFrame ? ", numbers begin with 1" : ", it belongs to none"));
        }
        reader.requireEnd();
        return frame;
    }

    private static Frame decodePayload(FrameType type, int session, ByteReader reader) {
        return switch (type) {
            case CONNECT -> Connect.decode(reader);
            case CONNECTED -> Connected.decode(reader);
            case PING -> new Ping();
            case PONG -> new Pong();
            case CLOSE -> Close.decode(reader);
            case RECEIVED -> Received.decode(reader);
            case SESSION_OPEN -> SessionOpen.decode(session, reader);
            case SESSION_RESTART -> SessionRestart.decode(session, reader);
            case SESSION_CLOSE -> SessionClose.decode(session, reader);
            case DONE -> Done.decode(session, reader);
            case FAILED -> Failed.decode(session, reader);
            case SEND -> Send.decode(session, reader);
            case SENT -> Sent.decode(session, reader);
            case SEND_FAILED -> SendFailed.decode(session, reader);
            case SEND_CREDIT -> SendCredit.decode(session, reader);
            case CONSUMER_ATTACH -> ConsumerAttach.decode(session, reader);
            case CONSUMER_DETACH -> ConsumerDetach.decode(session, reader);
            case CREDIT -> Credit.decode(session, reader);
            case DELIVER -> Deliver.decode(session, reader);
            case DRAIN -> Drain.decode(session, reader);
            case DRAINED -> Drained.decode(session, reader);
            case SETTLE -> Settle.decode(session, reader);
            case UNSUBSCRIBE -> Unsubscribe.decode(session, reader);
            case BROWSER_OPEN -> BrowserOpen.decode(session, reader);
            case BROWSER_CLOSE -> BrowserClose.decode(session, reader);
            case BROWSE -> Browse.decode(session, reader);
            case BROWSED -> Browsed.decode(session, reader);
            case TRANSACTION_BEGIN -> TransactionBegin.decode(session, reader);
            case TRANSACTION_END -> TransactionEnd.decode(session, reader);
            case TRANSACTION_PREPARE -> TransactionPrepare.decode(session, reader);
            case TRANSACTION_COMMIT -> TransactionCommit.decode(session, reader);
            case TRANSACTION_ROLLBACK -> TransactionRollback.decode(session, reader);
            case TRANSACTION_FORGET -> TransactionForget.decode(session, reader);
            case TRANSACTION_RECOVER -> TransactionRecover.decode(session, reader);
            case TRANSACTIONS_IN_DOUBT -> TransactionsInDoubt.decode(session, reader);
            case TRANSACTION_COMPLETE -> TransactionComplete.decode(session, reader);
            case TRANSACTION_LIST -> TransactionList.decode(session, reader);
            case TRANSACTION_LISTED -> TransactionListed.decode(session, reader);
            case TRANSACTION_OUTCOME -> TransactionOutcome.decode(session, reader);
            case TEMPORARY_CREATE -> TemporaryCreate.decode(session, reader);
            case TEMPORARY_DELETE -> TemporaryDelete.decode(session, reader);
        };
    }

    /** The message that fills the rest of a frame. */
    static EncodedMessage readMessage(ByteReader reader) {
        int length = reader.remaining();
        return EncodedMessage.of(reader.array(), reader.skip(length), length);
    }
}
