// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.client;

import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.message.BodyKind;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.message.MessageEncoder;
import io.mambamq.protocol.message.MessageHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Messages for tests. */
public final class Messages {
    private Messages() {}

    /** A persistent text message. */
    public static EncodedMessage text(String queue, String text) {
        return text(headers(queue), text);
    }

    public static MessageHeaders headers(String queue) {
        return new MessageHeaders().destination(DestinationName.queue(queue));
    }

    public static EncodedMessage text(MessageHeaders headers, String text) {
        ArraySink sink = new ArraySink(128 + text.length());
        MessageEncoder.encode(headers, Map.of(), BodyKind.TEXT, body -> body.putString32(text), sink);
        byte[] bytes = sink.toByteArray();
        return EncodedMessage.of(bytes, 0, bytes.length);
    }

    public static EncodedMessage ofSize(String queue, int bodyBytes) {
        return text(queue, new String(new byte[bodyBytes], StandardCharsets.US_ASCII).replace('\0', 'x'));
    }

    public static String textOf(EncodedMessage message) {
        ByteReader body = message.body();
        return body.readString32();
    }
}
