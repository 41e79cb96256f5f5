// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.message;

import io.mambamq.jms.body.ArrayBody;
import io.mambamq.jms.body.BodySource;
import io.mambamq.jms.body.Spool;
import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.message.BodyKind;
import io.mambamq.protocol.message.MessageEncoder;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UTFDataFormatException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Bytes as they are; typed values are laid out as {@code DataOutputStream} does.
 *
 * <p>Write-only when new or cleared; read-only, from the beginning, when reset or received (JMS 3.1 §3.11.2). A read that
 * fails does not move the position.
 */
public final class MambaBytesMessage extends MambaMessage implements BytesMessage {
    private static final int CHUNK_BYTES = 1 << 16;

    // Write-only state; null until something is written.
    private @Nullable Spool written;
    private @Nullable DataOutputStream output;

    // Read-only state; the input is null until something is read.
    private BodySource content = ArrayBody.EMPTY;
    private @Nullable DataInputStream input;

    public MambaBytesMessage() {
        super(BodyKind.BYTES);
    }

    @FunctionalInterface
    private interface Read<T> {
        T from(DataInputStream input) throws IOException;
    }

    @FunctionalInterface
    private interface Write {
        void to(DataOutputStream output) throws IOException;
    }

    // ---- states

    @Override
    public void reset() throws JMSException {
        requireDecodedBody();
        if (!isBodyReadOnly()) {
            content = written == null ? ArrayBody.EMPTY : written;
            written = null;
            output = null;
            makeBodyReadOnly();
        }
        input = null;
    }

    @Override
    public long getBodyLength() throws JMSException {
        requireInput();
        return content.lengthBytes();
    }

    private DataInputStream requireInput() throws JMSException {
        if (!isBodyReadOnly()) {
            throw new MessageNotReadableException("the body is write-only until reset()");
        }
        requireDecodedBody();
        DataInputStream current = input;
        if (current == null) {
            current = new DataInputStream(open(content));
            input = current;
        }
        return current;
    }

    private static InputStream open(BodySource body) throws JMSException {
        try {
            return body.open();
        } catch (IOException e) {
            throw BodyStreams.failed("the body cannot be read", e);
        }
    }

    private DataOutputStream requireOutput() throws JMSException {
        requireWritableBody();
        DataOutputStream current = output;
        if (current == null) {
            Spool bytes = new Spool();
            current = new DataOutputStream(bytes);
            written = bytes;
            output = current;
        }
        return current;
    }

    // ---- reading

    private <T> T read(Read<T> read) throws JMSException {
        DataInputStream current = requireInput();
        current.mark(0);
        try {
            return read.from(current);
        } catch (EOFException e) {
            throw withCause(new MessageEOFException("the body ends here"), rewound(current, e));
        } catch (UTFDataFormatException e) {
            throw withCause(new MessageFormatException("here stands no text that writeUTF wrote"), rewound(current, e));
        } catch (IOException e) {
            throw BodyStreams.failed("the body cannot be read", e);
        }
    }

    private static Exception rewound(DataInputStream input, Exception cause) {
        try {
            input.reset();
        } catch (IOException e) {
            throw new UncheckedIOException("rewinding failed", e);
        }
        return cause;
    }

    @Override
    public boolean readBoolean() throws JMSException {
        return read(DataInputStream::readBoolean);
    }

    @Override
    public byte readByte() throws JMSException {
        return read(DataInputStream::readByte);
    }

    @Override
    public int readUnsignedByte() throws JMSException {
        return read(DataInputStream::readUnsignedByte);
    }

    @Override
    public short readShort() throws JMSException {
        return read(DataInputStream::readShort);
    }

    @Override
    public int readUnsignedShort() throws JMSException {
        return read(DataInputStream::readUnsignedShort);
    }

    @Override
    public char readChar() throws JMSException {
        return read(DataInputStream::readChar);
    }

    @Override
    public int readInt() throws JMSException {
        return read(DataInputStream::readInt);
    }

    @Override
    public long readLong() throws JMSException {
        return read(DataInputStream::readLong);
    }

    @Override
    public float readFloat() throws JMSException {
        return read(DataInputStream::readFloat);
    }

    @Override
    public double readDouble() throws JMSException {
        return read(DataInputStream::readDouble);
    }

    @Override
    public String readUTF() throws JMSException {
        return read(current -> current.readUTF());
    }

    @Override
    public int readBytes(byte[] value) throws JMSException {
        return readBytes(value, value.length);
    }

    @Override
    public int readBytes(byte[] value, int length) throws JMSException {
        if (length < 0 || length > value.length) {
            throw new IndexOutOfBoundsException(
                    "a length of " + length + " for an array of " + value.length + " bytes");
        }
        return read(current -> current.read(value, 0, length));
    }

    // ---- writing

    private void write(Write write) throws JMSException {
        DataOutputStream current = requireOutput();
        try {
            write.to(current);
        } catch (UTFDataFormatException e) {
            throw withCause(new MessageFormatException("writeUTF takes at most 65535 bytes: " + e.getMessage()), e);
        } catch (IOException e) {
            throw BodyStreams.failed("the body cannot be written", e);
        }
    }

    @Override
    public void writeBoolean(boolean value) throws JMSException {
        write(current -> current.writeBoolean(value));
    }

    @Override
    public void writeByte(byte value) throws JMSException {
        write(current -> current.writeByte(value));
    }

    @Override
    public void writeShort(short value) throws JMSException {
        write(current -> current.writeShort(value));
    }

    @Override
    public void writeChar(char value) throws JMSException {
        write(current -> current.writeChar(value));
    }

    @Override
    public void writeInt(int value) throws JMSException {
        write(current -> current.writeInt(value));
    }

    @Override
    public void writeLong(long value) throws JMSException {
        write(current -> current.writeLong(value));
    }

    @Override
    public void writeFloat(float value) throws JMSException {
        write(current -> current.writeFloat(value));
    }

    @Override
    public void writeDouble(double value) throws JMSException {
        write(current -> current.writeDouble(value));
    }

    @Override
    public void writeUTF(String value) throws JMSException {
        write(current -> current.writeUTF(value));
    }

    @Override
    public void writeBytes(byte[] value) throws JMSException {
        write(current -> current.write(value));
    }

    @Override
    public void writeBytes(byte[] value, int offset, int length) throws JMSException {
        write(current -> current.write(value, offset, length));
    }

    @Override
    public void writeObject(Object value) throws JMSException {
        requireWritableBody();
        if (value == null) {
            throw new NullPointerException("null cannot be written to a BytesMessage");
        }
        if (value instanceof byte[] bytes) {
            writeBytes(bytes);
        } else if (value instanceof String text) {
            writeUTF(text);
        } else if (value instanceof Boolean flag) {
            writeBoolean(flag);
        } else if (value instanceof Character character) {
            writeChar(character);
        } else if (value instanceof Number number) {
            writeNumber(number);
        } else {
            throw unwritable(value);
        }
    }

    private void writeNumber(Number number) throws JMSException {
        if (number instanceof Byte) {
            writeByte(number.byteValue());
        } else if (number instanceof Short) {
            writeShort(number.shortValue());
        } else if (number instanceof Integer) {
            writeInt(number.intValue());
        } else if (number instanceof Long) {
            writeLong(number.longValue());
        } else if (number instanceof Float) {
            writeFloat(number.floatValue());
        } else if (number instanceof Double) {
            writeDouble(number.doubleValue());
        } else {
            throw unwritable(number);
        }
    }

    private static MessageFormatException unwritable(Object value) {
        return new MessageFormatException("a " + value.getClass().getName()
                + " cannot be written to a BytesMessage, only a boxed primitive, a String or a byte[]");
    }

    // ---- the body as a whole

    @Override
    MessageEncoder.Body encodeBody() {
        return sink -> copy(body(), sink);
    }

    private static void copy(BodySource body, ByteSink sink) {
        try {
            InputStream stream = body.open();
            byte[] chunk = new byte[(int) Math.min(body.lengthBytes(), CHUNK_BYTES)];
            for (int read = stream.read(chunk); read > 0; read = stream.read(chunk)) {
                sink.putBytes(chunk, 0, read);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BodySource body() {
        if (isBodyReadOnly()) {
            return content;
        }
        Spool bytes = written;
        return bytes == null ? ArrayBody.EMPTY : bytes;
    }

    @Override
    long bodyBytesEstimated() {
        return body().lengthBytes();
    }

    @Override
    @Nullable
    BodySource decodedBodyOfAtLeast(int bytesMin) {
        BodySource body = body();
        return body.lengthBytes() < bytesMin ? null : body;
    }

    @Override
    void decodeBody(ByteReader body) {
        content = new ArrayBody(body.array(), body.position(), body.remaining());
    }

    @Override
    void decodeLargeBody(BodySource body) {
        content = body;
    }

    @Override
    InputStream bodyStream() throws JMSException {
        requireDecodedBody();
        return open(body());
    }

    @Override
    void takeBodyFrom(InputStream stream) throws JMSException {
        requireWritableBody();
        dropBody();
        BodyStreams.copy(stream, requireOutput());
    }

    @Override
    void dropBody() {
        written = null;
        output = null;
        content = ArrayBody.EMPTY;
        input = null;
    }

    @Override
    boolean hasNoBody() {
        return body().lengthBytes() == 0;
    }

    @Override
    boolean isBodyA(Class<?> type) {
        return type == byte[].class || type == Object.class;
    }

    /** Resets before and after (JMS 3.1 §3.11.4). */
    @Override
    @Nullable
    Object bodyAs(Class<?> type) throws JMSException {
        if (!isBodyA(type)) {
            return null;
        }
        reset();
        if (content.lengthBytes() > ARRAY_BYTES_MAX) {
            throw new MessageFormatException(
                    "a body of " + content.lengthBytes() + " bytes is too large for a byte[]; read it in parts");
        }
        try {
            return open(content).readNBytes((int) content.lengthBytes());
        } catch (IOException e) {
            throw BodyStreams.failed("the body cannot be read", e);
        }
    }
}
