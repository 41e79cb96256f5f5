// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.connection;

import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.frame.Connect;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.FrameCodec;
import io.mambamq.protocol.frame.Preface;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes a connection through its first states: reads the preface, {@link Connect}, and whatever follows before it has its
 * answer. A stranger costs at most a frame of the small limit, and as much again for what follows.
 */
final class Handshake {
    private final Connection connection;
    private final Transport transport;
    private final Gatekeeper gatekeeper;
    private final int bytesMax;
    private final FrameAssembler assembler;
    private final byte[] preface = new byte[Preface.BYTES];
    private int prefaceBytes;
    private @Nullable Connect connect;
    private byte[] early = new byte[0];

    Handshake(Connection connection, Transport transport, Admission admission) {
        this.connection = connection;
        this.transport = transport;
        this.gatekeeper = admission.gatekeeper();
        this.bytesMax = admission.limits().unknownFrameBytesMax();
        this.assembler = new FrameAssembler(bytesMax);
    }

    /**
     * The stranger sent these bytes.
     *
     * @throws ProtocolException if it may not
     */
    void read(ByteBuffer bytes) {
        if (connection.state() == ConnectionState.AWAIT_PREFACE) {
            readPreface(bytes);
        }
        if (connection.state() == ConnectionState.AWAIT_CONNECT) {
            readConnect(bytes);
        } else if (connection.state() == ConnectionState.LOGGING_IN) {
            keepEarly(bytes);
        }
    }

    /** What came before the answer to Connect, for the one who goes on; nothing of it is kept. */
    ByteBuffer takeEarly() {
        ByteBuffer taken = ByteBuffer.wrap(early);
        early = new byte[0];
        return taken;
    }

    private void readPreface(ByteBuffer bytes) {
        int count = Math.min(bytes.remaining(), Preface.BYTES - prefaceBytes);
        bytes.get(preface, prefaceBytes, count);
        prefaceBytes += count;
        if (!Preface.matches(preface, prefaceBytes)) {
            throw ProtocolException.protocolError("the peer does not speak Mamba's protocol");
        }
        if (prefaceBytes == Preface.BYTES) {
            connection.answerPreface();
            Preface.require(preface);
        }
    }

    private void readConnect(ByteBuffer bytes) {
        assembler.read(bytes, this::onFirstFrame);
        if (connect != null) {
            keepEarly(bytes);
            logIn(connect);
        }
    }

    private boolean onFirstFrame(byte[] array, int length) {
        Frame frame = FrameCodec.decode(array, 0, length);
        if (!(frame instanceof Connect first)) {
            throw ProtocolException.protocolError("the first frame must be CONNECT, this is " + frame.type());
        }
        connect = first;
        return false;
    }

    private void keepEarly(ByteBuffer bytes) {
        int kept = early.length;
        if (kept + bytes.remaining() > bytesMax) {
            throw ProtocolException.protocolError("more than " + bytesMax + " bytes before Connect was answered");
        }
        early = Arrays.copyOf(early, kept + bytes.remaining());
        bytes.get(early, kept, early.length - kept);
    }

    private void logIn(Connect whoAsks) {
        connection.transitionTo(ConnectionState.LOGGING_IN);
        connection.hold(HoldReason.LOGIN, true);
        Login login = new Login(whoAsks.user(), whoAsks.password(), transport.isWithinJvm());
        gatekeeper.check(login, refusal -> connection.orClose(() -> onLoginAnswer(whoAsks, refusal)));
    }

    private void onLoginAnswer(Connect whoAsks, @Nullable ProtocolException refusal) {
        if (connection.state() != ConnectionState.LOGGING_IN) {
            return;
        }
        if (refusal != null) {
            throw refusal;
        }
        if (whoAsks.resumption().resumes()) {
            requireNothingEarly();
            connection.resumeOrLetIn(whoAsks);
        } else {
            connection.letIn(whoAsks);
        }
    }

    private void requireNothingEarly() {
        if (early.length > 0) {
            throw ProtocolException.protocolError(
                    "frames behind a CONNECT that resumes, before it was known what has been received");
        }
    }
}
