// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.message;

import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.message.BodyKind;
import io.mambamq.protocol.message.MessageEncoder;
import org.jspecify.annotations.Nullable;

/** A message without a body: {@code Session.createMessage()}. */
public final class MambaPlainMessage extends MambaMessage {
    public MambaPlainMessage() {
        super(BodyKind.NONE);
    }

    @Override
    MessageEncoder.Body encodeBody() {
        return sink -> {};
    }

    @Override
    long bodyBytesEstimated() {
        return 0;
    }

    @Override
    void decodeBody(ByteReader body) {
        body.requireEnd();
    }

    @Override
    void dropBody() {}

    @Override
    boolean hasNoBody() {
        return true;
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
