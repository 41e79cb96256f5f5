// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.jms.transport.RetainingOutput;
import io.mambamq.protocol.frame.Received;
import io.mambamq.protocol.resume.ReceivedInput;
import org.jspecify.annotations.Nullable;

/**
 * What a link needs to go on over another transport: what was sent and may not have arrived, and how much has arrived. The latter is
 * confined to the reader thread, and to the one that makes the next transport, when the reader has ended.
 */
final class Continuity {
    private final int timeoutMs;
    private final RetainingOutput output;
    private final ReceivedInput input = new ReceivedInput();

    private Continuity(int timeoutMs, RetainingOutput output) {
        this.timeoutMs = timeoutMs;
        this.output = output;
    }

    /** Null if the broker does not keep the connection without a transport. */
    static @Nullable Continuity of(Handshake.Opened opened, Link link) {
        int timeoutMs = opened.resumption().timeoutMs();
        return timeoutMs == 0
                ? null
                : new Continuity(timeoutMs, new RetainingOutput(opened.transport(), link::onUnwritable));
    }

    /** How long the broker keeps the connection. */
    int timeoutMs() {
        return timeoutMs;
    }

    RetainingOutput output() {
        return output;
    }

    /** A frame has come; true if the broker is to hear of it now. */
    boolean arrived(int frameBytes) {
        input.add(frameBytes);
        return input.isDue();
    }

    /** How much has come. */
    long receivedBytes() {
        return input.bytes();
    }

    boolean hasNews() {
        return input.hasNews();
    }

    /** What the broker is told. */
    Received receipt() {
        return input.tell();
    }
}
