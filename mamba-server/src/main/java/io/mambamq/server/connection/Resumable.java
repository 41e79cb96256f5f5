// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.connection;

import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.frame.Received;
import io.mambamq.protocol.frame.Resumption;
import io.mambamq.protocol.resume.ReceivedInput;
import io.mambamq.protocol.resume.RetainedOutput;
import org.jspecify.annotations.Nullable;

/** A connection keeps for another transport what its client may not have received, and counts what has come. */
final class Resumable implements Resumability {
    static final int TIMEOUT_MAX_MS = 60_000;

    private final int timeoutMs;
    private final RetainedOutput output = new RetainedOutput();
    private final ReceivedInput input = new ReceivedInput();

    /** So much was written when the transport was lost; what comes behind it no transport ever had. */
    private long writtenWhenDetached;

    Resumable(int timeoutMs) {
        this.timeoutMs = timeoutMs;
    }

    @Override
    public int timeoutMs() {
        return timeoutMs;
    }

    @Override
    public void retain(ByteSink sink, int from) {
        output.append(sink, from);
    }

    @Override
    public void acknowledge(Received received) {
        output.acknowledge(received.bytes());
    }

    @Override
    public void count(int frameBytes) {
        input.add(frameBytes);
    }

    @Override
    public @Nullable Received due() {
        return input.isDue() ? input.tell() : null;
    }

    @Override
    public @Nullable Received news() {
        return input.hasNews() ? input.tell() : null;
    }

    @Override
    public void detached() {
        writtenWhenDetached = output.end();
    }

    @Override
    public boolean isBroken() {
        return output.start() > writtenWhenDetached;
    }

    @Override
    public boolean resumeFrom(long receivedBytes) {
        return output.resumeFrom(receivedBytes);
    }

    @Override
    public Resumption resumed() {
        return new Resumption(timeoutMs, true, input.bytes());
    }

    @Override
    public void writeAgain(Transport transport) {
        for (long position = output.start(); position < output.end(); ) {
            position = output.copyChunk(position, transport.sink());
        }
    }
}
