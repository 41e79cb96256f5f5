// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.message;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.message.BodyKind;
import io.mambamq.protocol.message.MessageEncoder;
import io.mambamq.protocol.message.TypedValue;
import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.StreamMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Typed values, read in the order in which they were written; converts by JMS 3.1 table 3-7.
 *
 * <p>Write-only when new or cleared; read-only, from the beginning, when reset or received (§3.11.2). A read that fails does
 * not move the position. A {@code byte[]} may be read in pieces, and then must be read to its end before the next item.
 */
public final class MambaStreamMessage extends MambaMessage implements StreamMessage {
    private static final String NEXT_ITEM = "the stream's next item";

    private final List<@Nullable Object> items = new ArrayList<>();
    private int nextIndex;

    /** The {@code byte[]} that is being read in pieces; it is still the next item. */
    private byte @Nullable [] pieces;

    private int piecesRead;

    public MambaStreamMessage() {
        super(BodyKind.STREAM);
    }

    @Override
    public void reset() throws JMSException {
        requireDecodedBody();
        makeBodyReadOnly();
        rewind();
    }

    private void rewind() {
        nextIndex = 0;
        pieces = null;
    }

    // ---- reading

    private @Nullable Object peek() throws JMSException {
        requireReadable();
        if (pieces != null) {
            throw new MessageFormatException("a byte[] has been read in pieces, " + (pieces.length - piecesRead)
                    + " bytes of it are left: readBytes must return less than its array's length before the next read");
        }
        if (nextIndex == items.size()) {
            throw new MessageEOFException("the stream ends here, after " + nextIndex + " items");
        }
        return items.get(nextIndex);
    }

    private void requireReadable() throws JMSException {
        if (!isBodyReadOnly()) {
            throw new MessageNotReadableException("the body is write-only until reset()");
        }
        requireDecodedBody();
    }

    private void advance() {
        nextIndex++;
        pieces = null;
    }

    @Override
    public boolean readBoolean() throws JMSException {
        boolean value = ValueConversion.toBoolean(peek(), NEXT_ITEM);
        advance();
        return value;
    }

    @Override
    public byte readByte() throws JMSException {
        byte value = ValueConversion.toByte(peek(), NEXT_ITEM);
        advance();
        return value;
    }

    @Override
    public short readShort() throws JMSException {
        short value = ValueConversion.toShort(peek(), NEXT_ITEM);
        advance();
        return value;
    }

    @Override
    public char readChar() throws JMSException {
        char value = ValueConversion.toChar(peek(), NEXT_ITEM);
        advance();
        return value;
    }

    @Override
    public int readInt() throws JMSException {
        int value = ValueConversion.toInt(peek(), NEXT_ITEM);
        advance();
        return value;
    }

    @Override
    public long readLong() throws JMSException {
        long value = ValueConversion.toLong(peek(), NEXT_ITEM);
        advance();
        return value;
    }

    @Override
    public float readFloat() throws JMSException {
        float value = ValueConversion.toFloat(peek(), NEXT_ITEM);
        advance();
        return value;
    }

    @Override
    public double readDouble() throws JMSException {
        double value = ValueConversion.toDouble(peek(), NEXT_ITEM);
        advance();
        return value;
    }

    @Override
    public @Nullable String readString() throws JMSException {
        String value = ValueConversion.toText(peek(), NEXT_ITEM);
        advance();
        return value;
    }

    @Override
    public @Nullable Object readObject() throws JMSException {
        Object value = ValueConversion.copyOfBodyValue(peek(), NEXT_ITEM);
        advance();
        return value;
    }

    @Override
    public int readBytes(byte[] value) throws JMSException {
        Objects.requireNonNull(value, "an array to read into");
        requireReadable();
        if (pieces == null) {
            byte[] whole = ValueConversion.toBytes(peek(), NEXT_ITEM);
            if (whole == null) {
                advance();
                return -1;
            }
            pieces = whole;
            piecesRead = 0;
        } else if (piecesRead == pieces.length) {
            advance();
            return -1;
        }
        return readPiece(pieces, value);
    }

    /** Less than the array's length means that it was the last piece. */
    private int readPiece(byte[] source, byte[] value) {
        int length = Math.min(value.length, source.length - piecesRead);
        System.arraycopy(source, piecesRead, value, 0, length);
        piecesRead += length;
        if (length < value.length) {
            advance();
        }
        return length;
    }

    // ---- writing

    private void add(@Nullable Object value) throws JMSException {
        requireWritableBody();
        items.add(ValueConversion.copyOfBodyValue(value, "a stream's item"));
    }

    @Override
    public void writeBoolean(boolean value) throws JMSException {
        add(value);
    }

    @Override
    public void writeByte(byte value) throws JMSException {
        add(value);
    }

    @Override
    public void writeShort(short value) throws JMSException {
        add(value);
    }

    @Override
    public void writeChar(char value) throws JMSException {
        add(value);
    }

    @Override
    public void writeInt(int value) throws JMSException {
        add(value);
    }

    @Override
    public void writeLong(long value) throws JMSException {
        add(value);
    }

    @Override
    public void writeFloat(float value) throws JMSException {
        add(value);
    }

    @Override
    public void writeDouble(double value) throws JMSException {
        add(value);
    }

    @Override
    public void writeString(@Nullable String value) throws JMSException {
        add(value);
    }

    @Override
    public void writeBytes(byte @Nullable [] value) throws JMSException {
        add(value);
    }

    @Override
    public void writeBytes(byte[] value, int offset, int length) throws JMSException {
        Objects.checkFromIndexSize(offset, length, value.length);
        add(Arrays.copyOfRange(value, offset, offset + length));
    }

    @Override
    public void writeObject(@Nullable Object value) throws JMSException {
        add(value);
    }

    // ---- the body as a whole

    @Override
    MessageEncoder.Body encodeBody() {
        return sink -> items.forEach(item -> TypedValue.encode(item, sink));
    }

    @Override
    long bodyBytesEstimated() {
        return ValueConversion.bytesEstimated(items);
    }

    @Override
    void decodeBody(ByteReader body) {
        while (body.remaining() > 0) {
            items.add(TypedValue.decode(body));
        }
    }

    @Override
    void dropBody() {
        items.clear();
        rewind();
    }

    @Override
    boolean hasNoBody() {
        return false;
    }

    @Override
    boolean isBodyA(Class<?> type) {
        return false;
    }

    @Override
    @Nullable
    Object bodyAs(Class<?> type) {
        return null;
    }
}
