// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.jms.ClientLog;
import io.mambamq.jms.transport.FrameReader;
import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.frame.Close;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.Ping;
import io.mambamq.protocol.frame.Pong;
import io.mambamq.protocol.frame.SessionFrame;
import java.io.IOException;
import java.net.SocketTimeoutException;

/**
 * Reads until the connection ends, and notices when the broker has fallen silent. It writes only {@code Ping} and
 * {@code Pong}, which come up on a quiet connection, whose write does not block.
 */
final class WireReader implements Runnable {
    private final Wire wire;
    private final FrameReader frames;

    /** Whether the broker was asked for a sign of life and has given none since. */
    private boolean pinged;

    WireReader(Wire wire, FrameReader frames) {
        this.wire = wire;
        this.frames = frames;
    }

    /** The thread that reads, to be started. */
    Thread thread() {
        Thread thread = new Thread(this, "mamba-client-reader-" + wire.peer());
        thread.setDaemon(true);
        // It runs no application code, and must not keep an undeployed application's classes alive.
        thread.setContextClassLoader(WireReader.class.getClassLoader());
        return thread;
    }

    @Override
    public void run() {
        try {
            boolean open = true;
            while (open) {
                open = readOne();
            }
        } catch (IOException e) {
            wire.lose(String.valueOf(e.getMessage()), e);
        } catch (ProtocolException e) {
            wire.abort(e.code(), String.valueOf(e.getMessage()), e);
        } catch (RuntimeException | Error e) {
            ClientLog.LOG.defect(wire.peer(), e);
            wire.lose("a defect of the client: " + e, e);
        }
    }

    private boolean readOne() throws IOException {
        Frame frame;
        try {
            frame = frames.next();
        } catch (SocketTimeoutException e) {
            return onSilence();
        }
        pinged = false;
        return onFrame(frame);
    }

    private boolean onSilence() {
        if (pinged) {
            wire.lose("no sign of life for " + 2L * wire.config().heartbeatMs() + " ms", null);
            return false;
        }
        pinged = true;
        wire.append(new Ping());
        wire.flush();
        return true;
    }

    private boolean onFrame(Frame frame) {
        if (frame instanceof SessionFrame sessionFrame) {
            wire.dispatch(sessionFrame);
        } else if (frame instanceof Ping) {
            wire.append(new Pong());
            wire.flush();
        } else if (frame instanceof Close close) {
            wire.lose(
                    "the broker closed it" + (close.code() == null ? "" : ": " + close.code() + ' ' + close.text()),
                    null);
            return false;
        } else if (!(frame instanceof Pong)) {
            throw ProtocolException.protocolError("a frame " + frame.type() + " on an open connection");
        }
        return true;
    }
}
