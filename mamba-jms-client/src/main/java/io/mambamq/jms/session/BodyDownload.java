// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.session;

import io.mambamq.jms.body.BodySource;
import io.mambamq.jms.body.Spool;
import io.mambamq.jms.body.UnreadableBody;
import io.mambamq.jms.delivery.Received;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.RefusedException;
import io.mambamq.jms.wire.WireSession;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.message.LargeBody;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Fetches one large body, a page at a time. The broker has it as long as it has the message, so that this comes before the message
 * is settled.
 */
final class BodyDownload {
    private BodyDownload() {}

    /**
     * All of it; what cannot be had, or has no place here, is an {@link UnreadableBody}.
     *
     * @param browser number in the session that no other consumer or browser has
     * @throws CallException if the broker cannot be reached
     */
    static BodySource fetch(LargeBody body, WireSession session, int browser) throws CallException {
        try {
            return spool(body, BrowserCore.open(session, browser, body.queue(), null));
        } catch (IOException e) {
            return new UnreadableBody(body.lengthBytes(), e);
        } catch (RefusedException e) {
            String reason = e.code() == ErrorCode.INVALID_DESTINATION
                    ? "the broker does not have it any more, because the message was consumed or has expired meanwhile"
                    : "the broker does not give it: " + e.getMessage();
            return new UnreadableBody(body.lengthBytes(), new IOException(reason, e));
        }
    }

    private static BodySource spool(LargeBody body, BrowserCore browser) throws IOException, CallException {
        Spool spool = new Spool();
        try {
            List<Received> page = new ArrayList<>();
            boolean atEnd = false;
            while (!atEnd) {
                atEnd = browser.fetchPage(page);
                for (Received chunk : page) {
                    ByteReader bytes = chunk.message().body();
                    spool.write(bytes.array(), bytes.position(), bytes.remaining());
                }
                page.clear();
            }
        } finally {
            browser.close();
        }
        if (spool.lengthBytes() != body.lengthBytes()) {
            throw new IOException("the broker has " + spool.lengthBytes() + " of its " + body.lengthBytes() + " bytes");
        }
        return spool;
    }
}
