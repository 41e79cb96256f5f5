// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.message;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.Utf8;
import io.mambamq.protocol.message.BodyKind;
import io.mambamq.protocol.message.MessageEncoder;
import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import org.jspecify.annotations.Nullable;

/** A text, or null, which differs from the empty text. */
public final class MambaTextMessage extends MambaMessage implements TextMessage {
    private @Nullable String text;

    public MambaTextMessage() {
        super(BodyKind.TEXT);
    }

    public MambaTextMessage(@Nullable String text) {
        this();
        this.text = text;
    }

    @Override
    public @Nullable String getText() throws JMSException {
        requireDecodedBody();
        return text;
    }

    @Override
    public void setText(@Nullable String text) throws JMSException {
        requireWritableBody();
        this.text = text;
    }

    @Override
    MessageEncoder.Body encodeBody() {
        String sent = text;
        return sent == null ? MessageEncoder.Body.NULL : sink -> sink.putBytes(Utf8.encode(sent));
    }

    @Override
    long bodyBytesEstimated() {
        return text == null ? 0 : text.length();
    }

    @Override
    void decodeBody(ByteReader body) {
        text = Utf8.decode(body.array(), body.position(), body.remaining());
    }

    @Override
    void dropBody() {
        text = null;
    }

    @Override
    boolean hasNoBody() {
        return text == null;
    }

    @Override
    boolean isBodyA(Class<?> type) {
        return type.isAssignableFrom(String.class);
    }

    @Override
    @Nullable
    Object bodyAs(Class<?> type) {
        return isBodyA(type) ? text : null;
    }
}
