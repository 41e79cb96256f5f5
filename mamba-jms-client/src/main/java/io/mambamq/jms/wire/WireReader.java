// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.jms.ClientLog;
import io.mambamq.jms.transport.FrameReader;
import io.mambamq.jms.transport.Transport;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.frame.Close;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.Ping;
import io.mambamq.protocol.frame.Pong;
import io.mambamq.protocol.frame.Received;
import io.mambamq.protocol.frame.SessionFrame;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.EnumSet;
import java.util.Set;

/**
 * Reads until the link ends or loses its transport, and notices when the broker has fallen silent. It writes only {@code Ping} and
 * {@code Pong}, which come up on a quiet connection, whose write does not block.
 */
final class WireReader implements Runnable {
    /** What a broker that ended a link with this would say to the next one too. */
    private static final Set<ErrorCode> FINAL = EnumSet.of(
            ErrorCode.PROTOCOL_ERROR,
            ErrorCode.MALFORMED_MESSAGE,
            ErrorCode.INVALID_DESTINATION,
            ErrorCode.VERSION_NOT_SUPPORTED,
            ErrorCode.AUTHENTICATION_FAILED,
            ErrorCode.NOT_AUTHORIZED);

    private final Link link;
    private final FrameReader frames;
    private final Transport source;

    /** Whether the broker was asked for a sign of life and has given none since. */
    private boolean pinged;

    /** Of frames that come from that transport. */
    WireReader(Link link, FrameReader frames, Transport source) {
        this.link = link;
        this.frames = frames;
        this.source = source;
    }

    /** The thread that reads, to be started. */
    Thread thread() {
        return WireThread.create(this, "mamba-client-reader-" + link.peer());
    }

    @Override
    public void run() {
        try {
            boolean open = true;
            while (open) {
                open = readOne();
            }
        } catch (IOException e) {
            link.onTransportLost(source, String.valueOf(e.getMessage()), e);
        } catch (ProtocolException e) {
            link.abort(e.code(), String.valueOf(e.getMessage()), e);
        } catch (RuntimeException | Error e) {
            ClientLog.LOG.defect(link.peer(), e);
            link.fail("a defect of the client: " + e, e);
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
        link.onArrived(frames.frameBytes());
        return onFrame(frame);
    }

    private boolean onSilence() {
        if (pinged) {
            link.onTransportLost(source, "no sign of life for " + 2L * link.heartbeatMs() + " ms", null);
            return false;
        }
        pinged = true;
        link.say(new Ping());
        return true;
    }

    private boolean onFrame(Frame frame) {
        if (frame instanceof SessionFrame sessionFrame) {
            link.dispatch(sessionFrame);
        } else if (frame instanceof Ping) {
            link.say(new Pong());
        } else if (frame instanceof Received received) {
            link.onReceived(received);
        } else if (frame instanceof Close close) {
            onClose(close);
            return false;
        } else if (!(frame instanceof Pong)) {
            throw ProtocolException.protocolError("a frame " + frame.type() + " on an open connection");
        }
        return true;
    }

    private void onClose(Close close) {
        ErrorCode code = close.code();
        if (code == null) {
            link.lose("the broker closed it", null);
        } else if (FINAL.contains(code)) {
            link.fail("the broker closed it: " + code + ' ' + close.text(), null);
        } else {
            link.lose("the broker closed it: " + code + ' ' + close.text(), null);
        }
    }
}
