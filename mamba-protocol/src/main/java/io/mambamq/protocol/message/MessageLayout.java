// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.message;

/**
 * Where the fixed fields of an encoded message stand. Little endian.
 *
 * <pre>
 *  0       1       2       3       4               8               12              16
 *  +-------+-------+-------+-------+---------------+---------------+---------------+
 *  |version| body  | flags |priori-|  length       |  properties   |  body         |
 *  |  = 1  | kind  |       |  ty   |  in bytes     |  offset       |  offset       |
 *  +-------+-------+-------+-------+---------------+---------------+---------------+
 *  16 timestamp ms (0 none)        |  24 expiration ms (0 never)                   |
 *  +-------------------------------+-----------------------------------------------+
 *  32 delivery time ms (0 at once) |  40 client UUID, 16 bytes                     |
 *  +-------------------------------+-----------------------------------------------+
 *  56 sequence (message id)        |  64 destination: kind u8, name string16       |
 *  +-------------------------------+-----------------------------------------------+
 *  reply-to: kind u8 (0 none), name string16 if any
 *  correlation id: kind u8 (0 none, 1 string16, 2 u16 length and bytes)
 *  type: presence u8, string16 if present
 *  +-- properties offset -----------------------------------------------------------
 *  count u16, then each: name string16, {@link TypedValue}
 *  +-- body offset -----------------------------------------------------------------
 *  body, to the end
 * </pre>
 */
final class MessageLayout {
    static final int VERSION = 1;

    static final int VERSION_OFFSET = 0;
    static final int BODY_KIND_OFFSET = 1;
    static final int FLAGS_OFFSET = 2;
    static final int PRIORITY_OFFSET = 3;
    static final int LENGTH_OFFSET = 4;
    static final int PROPERTIES_OFFSET_OFFSET = 8;
    static final int BODY_OFFSET_OFFSET = 12;
    static final int TIMESTAMP_OFFSET = 16;
    static final int EXPIRATION_OFFSET = 24;
    static final int DELIVERY_TIME_OFFSET = 32;
    static final int CLIENT_HIGH_OFFSET = 40;
    static final int CLIENT_LOW_OFFSET = 48;
    static final int SEQUENCE_OFFSET = 56;
    static final int DESTINATION_OFFSET = 64;

    /** {@code DeliveryMode.PERSISTENT}. */
    static final int FLAG_PERSISTENT = 1;
    /** The body is null, which for a text or an object differs from empty. */
    static final int FLAG_NULL_BODY = 1 << 1;

    /** In place of the body stands a {@link LargeBody}. */
    static final int FLAG_LARGE_BODY = 1 << 2;

    static final int FLAGS_KNOWN = FLAG_PERSISTENT | FLAG_NULL_BODY | FLAG_LARGE_BODY;

    static final int PRIORITY_MAX = 9;

    static final int CORRELATION_NONE = 0;
    static final int CORRELATION_STRING = 1;
    static final int CORRELATION_BYTES = 2;

    private MessageLayout() {}
}
