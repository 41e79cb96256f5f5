// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.message;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.bytes.LittleEndian;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as bytes, read in place. Immutable as long as nobody writes to the array that it was given, which is the
 * giver's promise; it may then be shared by threads.
 *
 * <p>{@link #of} proves the structure of headers and properties once; after that no accessor fails. The body is not
 * looked into: only clients read it.
 */
public final class EncodedMessage {
    private final byte[] array;
    private final int offset;
    private final int length;

    private EncodedMessage(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /**
     * A view on part of an array, without a copy.
     *
     * @throws ProtocolException with {@link ErrorCode#MALFORMED_MESSAGE} if the bytes contradict themselves, or
     *     {@link ErrorCode#INVALID_DESTINATION} if a destination's name is not allowed
     */
    public static EncodedMessage of(byte[] array, int offset, int length) {
        EncodedMessage message = new EncodedMessage(array, offset, length);
        message.validate();
        return message;
    }

    /** A view on bytes that {@link #of} proved before: read back from a checked place such as the journal. */
    public static EncodedMessage ofTrusted(byte[] array, int offset, int length) {
        return new EncodedMessage(array, offset, length);
    }

    public int sizeBytes() {
        return length;
    }

    public void copyTo(ByteSink sink) {
        sink.putBytes(array, offset, length);
    }

    /** A copy that holds nothing but the message, for keeping it longer than the buffer it came in. */
    public EncodedMessage compact() {
        return offset == 0 && length == array.length
                ? this
                : new EncodedMessage(java.util.Arrays.copyOfRange(array, offset, offset + length), 0, length);
    }

    // ---- fixed fields

    public BodyKind bodyKind() {
        return BodyKind.ofWireValue(byteAt(MessageLayout.BODY_KIND_OFFSET));
    }

    public boolean isPersistent() {
        return (byteAt(MessageLayout.FLAGS_OFFSET) & MessageLayout.FLAG_PERSISTENT) != 0;
    }

    public boolean isBodyNull() {
        return (byteAt(MessageLayout.FLAGS_OFFSET) & MessageLayout.FLAG_NULL_BODY) != 0;
    }

    /** Whether the body is elsewhere: {@link #largeBody} says where, and {@link #body} must not be asked for. */
    public boolean isBodyLarge() {
        return (byteAt(MessageLayout.FLAGS_OFFSET) & MessageLayout.FLAG_LARGE_BODY) != 0;
    }

    public int priority() {
        return byteAt(MessageLayout.PRIORITY_OFFSET);
    }

    public long timestampMs() {
        return longAt(MessageLayout.TIMESTAMP_OFFSET);
    }

    /** Milliseconds since 1970; 0 for never. */
    public long expirationMs() {
        return longAt(MessageLayout.EXPIRATION_OFFSET);
    }

    /** Milliseconds since 1970 before which it is not delivered; 0 for at once. */
    public long deliveryTimeMs() {
        return longAt(MessageLayout.DELIVERY_TIME_OFFSET);
    }

    /** Null if the producer disabled it. */
    public @Nullable MessageId messageId() {
        long sequence = longAt(MessageLayout.SEQUENCE_OFFSET);
        long high = longAt(MessageLayout.CLIENT_HIGH_OFFSET);
        long low = longAt(MessageLayout.CLIENT_LOW_OFFSET);
        return sequence == 0 && high == 0 && low == 0 ? null : new MessageId(high, low, sequence);
    }

    // ---- variable fields

    public DestinationName destination() {
        return DestinationName.decode(readerAt(MessageLayout.DESTINATION_OFFSET));
    }

    /** The correlation id; null if there is none or if it is bytes. Builds nothing else. */
    public @Nullable String correlationIdText() {
        ByteReader reader = readerAtCorrelationId();
        return reader.readByte() == MessageLayout.CORRELATION_STRING ? reader.readString16() : null;
    }

    /** {@code JMSType}; null if there is none. Builds nothing else. */
    public @Nullable String typeText() {
        ByteReader reader = readerAtCorrelationId();
        if (reader.readByte() != MessageLayout.CORRELATION_NONE) {
            // Text and bytes both have a u16 length before them.
            reader.skip(reader.readU16());
        }
        return reader.readOptionalString16();
    }

    private ByteReader readerAtCorrelationId() {
        ByteReader reader = readerAt(MessageLayout.DESTINATION_OFFSET);
        reader.skip(Byte.BYTES);
        reader.skip(reader.readU16());
        if (reader.readByte() != 0) {
            reader.skip(reader.readU16());
        }
        return reader;
    }

    /** All header fields, decoded. */
    public MessageHeaders headers() {
        MessageHeaders headers = new MessageHeaders()
                .persistent(isPersistent())
                .priority(priority())
                .timestampMs(timestampMs())
                .expirationMs(expirationMs())
                .deliveryTimeMs(deliveryTimeMs())
                .messageId(messageId());
        ByteReader reader = readerAt(MessageLayout.DESTINATION_OFFSET);
        headers.destination(DestinationName.decode(reader));
        headers.replyTo(readReplyTo(reader));
        int correlationKind = reader.readByte();
        if (correlationKind == MessageLayout.CORRELATION_STRING) {
            headers.correlationId(reader.readString16());
        } else if (correlationKind == MessageLayout.CORRELATION_BYTES) {
            headers.correlationIdBytes(reader.readBytes(reader.readU16()));
        }
        return headers.type(reader.readOptionalString16());
    }

    /** All properties in the order in which they were set; a new map. */
    public Map<String, @Nullable Object> properties() {
        ByteReader reader = readerAt(intAt(MessageLayout.PROPERTIES_OFFSET_OFFSET));
        int count = reader.readU16();
        Map<String, @Nullable Object> properties = new LinkedHashMap<>(Math.max(4, count * 2));
        for (int i = 0; i < count; i++) {
            properties.put(reader.readString16(), TypedValue.decode(reader));
        }
        return properties;
    }

    /** Shows each property by its name; only the values that the visitor wants are built. */
    public void visitProperties(PropertyVisitor visitor) {
        ByteReader reader = readerAt(intAt(MessageLayout.PROPERTIES_OFFSET_OFFSET));
        int count = reader.readU16();
        for (int i = 0; i < count; i++) {
            int nameLength = reader.readU16();
            int nameOffset = reader.skip(nameLength);
            if (visitor.wants(reader.array(), nameOffset, nameLength)) {
                visitor.value(TypedValue.decode(reader));
            } else {
                TypedValue.skip(reader);
            }
        }
    }

    /** A reader over the body's bytes. */
    public ByteReader body() {
        return readerAt(intAt(MessageLayout.BODY_OFFSET_OFFSET));
    }

    /** Where a body is that is large. */
    public LargeBody largeBody() {
        return LargeBody.decode(body());
    }

    // ---- proof of structure

    private void validate() {
        if (length < MessageLayout.DESTINATION_OFFSET) {
            throw ProtocolException.malformedMessage(
                    "a message has at least " + MessageLayout.DESTINATION_OFFSET + " bytes, this one has " + length);
        }
        require(byteAt(MessageLayout.VERSION_OFFSET) == MessageLayout.VERSION, "unknown message version");
        require(BodyKind.isWireValue(byteAt(MessageLayout.BODY_KIND_OFFSET)), "unknown body kind");
        require((byteAt(MessageLayout.FLAGS_OFFSET) & ~MessageLayout.FLAGS_KNOWN) == 0, "unknown flags");
        require(byteAt(MessageLayout.PRIORITY_OFFSET) <= MessageLayout.PRIORITY_MAX, "priority above 9");
        require(intAt(MessageLayout.LENGTH_OFFSET) == length, "its length field is not its length");
        int propertiesOffset = intAt(MessageLayout.PROPERTIES_OFFSET_OFFSET);
        int bodyOffset = intAt(MessageLayout.BODY_OFFSET_OFFSET);
        require(
                propertiesOffset > MessageLayout.DESTINATION_OFFSET
                        && bodyOffset > propertiesOffset
                        && bodyOffset <= length,
                "its parts overlap");
        boolean hasNoBody = bodyKind() == BodyKind.NONE || isBodyNull();
        require(!hasNoBody || bodyOffset == length, "it has a body where it says that there is none");
        require(!hasNoBody || !isBodyLarge(), "it says that it has no body and a large one");
        try {
            validateVariable(part(MessageLayout.DESTINATION_OFFSET, propertiesOffset));
            validateProperties(part(propertiesOffset, bodyOffset));
            if (isBodyLarge()) {
                validateLargeBody(part(bodyOffset, length));
            }
        } catch (ProtocolException e) {
            throw e.code() == ErrorCode.PROTOCOL_ERROR
                    ? ProtocolException.malformedMessage("a malformed message: " + e.getMessage())
                    : e;
        }
    }

    private static void validateVariable(ByteReader reader) {
        DestinationName.decode(reader);
        readReplyTo(reader);
        int correlationKind = reader.readByte();
        require(correlationKind <= MessageLayout.CORRELATION_BYTES, "unknown kind of correlation id");
        if (correlationKind == MessageLayout.CORRELATION_STRING) {
            reader.skipString16();
        } else if (correlationKind == MessageLayout.CORRELATION_BYTES) {
            reader.skip(reader.readU16());
        }
        if (reader.readBoolean()) {
            reader.skipString16();
        }
        reader.requireEnd();
    }

    private static void validateProperties(ByteReader reader) {
        int count = reader.readU16();
        for (int i = 0; i < count; i++) {
            reader.skipString16();
            TypedValue.skip(reader);
        }
        reader.requireEnd();
    }

    private static void validateLargeBody(ByteReader reader) {
        LargeBody.decode(reader);
        reader.requireEnd();
    }

    private static @Nullable DestinationName readReplyTo(ByteReader reader) {
        int kind = reader.readByte();
        return kind == 0 ? null : DestinationName.decode(kind, reader);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw ProtocolException.malformedMessage("a malformed message: " + otherwise);
        }
    }

    private ByteReader part(int from, int to) {
        return new ByteReader(array, offset + from, to - from);
    }

    private ByteReader readerAt(int from) {
        return part(from, length);
    }

    private int byteAt(int index) {
        return Byte.toUnsignedInt(array[offset + index]);
    }

    private int intAt(int index) {
        return LittleEndian.getInt(array, offset + index);
    }

    private long longAt(int index) {
        return LittleEndian.getLong(array, offset + index);
    }
}
