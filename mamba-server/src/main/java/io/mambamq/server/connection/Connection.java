// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.connection;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.frame.Close;
import io.mambamq.protocol.frame.Connect;
import io.mambamq.protocol.frame.Connected;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.FrameCodec;
import io.mambamq.protocol.frame.Ping;
import io.mambamq.protocol.frame.Pong;
import io.mambamq.protocol.frame.Preface;
import io.mambamq.protocol.frame.SessionFrame;
import io.mambamq.server.ServerLog;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection. Confined to the partition's thread.
 *
 * <pre>
 *   AWAIT_PREFACE -> AWAIT_CONNECT -> LOGGING_IN -> CONNECTED -> CLOSING -> CLOSED
 *         |                |              |             |                     ^
 *         +----------------+--------------+-------------+---------------------+
 * </pre>
 *
 * CLOSING comes from any earlier state too: a {@link Close} frame is on its way out, and what still comes in is thrown
 * away until the peer closes, because closing over unread bytes would take the Close frame back from the peer.
 *
 * <p>A client that has not been let in costs at most one frame of the small limit and the connect timeout. What it does
 * wrong ends this connection with the code that says so, and no other.
 */
public final class Connection {
    /** How far the connection got. */
    public enum State {
        AWAIT_PREFACE,
        AWAIT_CONNECT,
        /** The gatekeeper has the login; what else the client sends meanwhile waits. */
        LOGGING_IN,
        CONNECTED,
        CLOSING,
        CLOSED
    }

    /** How long a peer may take to close after it was sent a Close. */
    private static final long CLOSING_TIMEOUT_MS = 2_000;

    private static final int TEXT_CHARS_MAX = 1_000;

    private final Transport transport;
    private final ConnectionOwner owner;
    private final ConnectionLimits limits;
    private final BrokerIdentity identity;
    private final Gatekeeper gatekeeper;
    private final FrameAssembler assembler;
    private final Heartbeat heartbeat = new Heartbeat();
    private final byte[] preface = new byte[Preface.BYTES];
    private int prefaceBytes;

    private State state = State.AWAIT_PREFACE;
    private @Nullable FrameListener listener;
    /** What came behind Connect before it was answered; at most a stranger's frame. */
    private byte[] early = new byte[0];

    private boolean flushWanted;
    private final Set<HoldReason> held = EnumSet.noneOf(HoldReason.class);
    private boolean reading = true;

    /** Until when the current state may last; 0 until the first tick after it began. */
    private long stateDeadlineMs;

    public Connection(Transport transport, ConnectionOwner owner, Admission admission) {
        this.transport = transport;
        this.owner = owner;
        this.limits = admission.limits();
        this.identity = admission.identity();
        this.gatekeeper = admission.gatekeeper();
        this.assembler = new FrameAssembler(limits.unknownFrameBytesMax());
    }

    public State state() {
        return state;
    }

    public ConnectionLimits limits() {
        return limits;
    }

    public String peer() {
        return transport.peer();
    }

    // ---- from the transport

    /** The peer sent these bytes. */
    public void onBytes(ByteBuffer bytes) {
        heartbeat.heard();
        orClose(() -> read(bytes));
    }

    private void read(ByteBuffer bytes) {
        if (state == State.AWAIT_PREFACE) {
            readPreface(bytes);
        }
        if (isOpen() && state != State.LOGGING_IN) {
            assembler.read(bytes, this::onFrameBytes);
        }
        if (state == State.LOGGING_IN) {
            keepEarly(bytes);
        }
    }

    /** Runs what may find a mistake of the peer's, which ends the connection. */
    private void orClose(Runnable work) {
        try {
            work.run();
        } catch (ProtocolException e) {
            ServerLog.LOG.protocolViolation(peer(), e.code(), e.getMessage());
            close(e.code(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            owner.failed(e);
        }
        updateReading();
    }

    /** The transport is gone: the peer closed or the network failed. */
    public void onTransportClosed() {
        if (state != State.CLOSED) {
            end();
        }
    }

    /** {@link Transport#isWritable} changed. */
    public void onWritabilityChanged() {
        updateReading();
    }

    // ---- from the owner

    /** Time passes: deadlines and heartbeat. */
    public void onTick(long nowMs) {
        switch (state) {
            case AWAIT_PREFACE, AWAIT_CONNECT -> {
                if (isDue(nowMs, limits.connectTimeoutMs())) {
                    close(ErrorCode.PROTOCOL_ERROR, "no Connect within " + limits.connectTimeoutMs() + " ms");
                }
            }
            case LOGGING_IN -> {
                if (isDue(nowMs, limits.connectTimeoutMs())) {
                    close(ErrorCode.RESOURCE_LIMIT, "not logged in within " + limits.connectTimeoutMs() + " ms");
                }
            }
            case CONNECTED -> beat(nowMs);
            case CLOSING -> {
                if (isDue(nowMs, CLOSING_TIMEOUT_MS)) {
                    end();
                }
            }
            case CLOSED -> {}
        }
    }

    /** Writes a frame, to leave with the next {@link #flush}; dropped if the connection is closing or closed. */
    public void write(Frame frame) {
        if (isOpen()) {
            FrameCodec.encode(frame, transport.sink());
            heartbeat.said();
            wantFlush();
        }
    }

    /** Sends what was written in this duty cycle. */
    public void flush() {
        flushWanted = false;
        if (state != State.CLOSED) {
            transport.flush();
            if (state == State.CLOSING) {
                transport.closeOutput();
            }
        }
    }

    /** As long as there is a reason to hold it, nothing more is read from the peer. */
    public void hold(HoldReason reason, boolean hold) {
        if (hold ? held.add(reason) : held.remove(reason)) {
            updateReading();
        }
    }

    /** Tells the peer why and ends the connection; a null code is an orderly end, which the peer asked for. */
    public void close(@Nullable ErrorCode code, String text) {
        if (!isOpen()) {
            return;
        }
        if (state == State.AWAIT_PREFACE) {
            // Not known to speak the protocol: there is no way to tell it anything.
            end();
            return;
        }
        write(new Close(code, text.length() <= TEXT_CHARS_MAX ? text : text.substring(0, TEXT_CHARS_MAX)));
        transitionTo(State.CLOSING);
        endSessions(code == null);
        updateReading();
    }

    // ---- states

    private void readPreface(ByteBuffer bytes) {
        int count = Math.min(bytes.remaining(), Preface.BYTES - prefaceBytes);
        bytes.get(preface, prefaceBytes, count);
        prefaceBytes += count;
        if (!Preface.matches(preface, prefaceBytes)) {
            throw ProtocolException.protocolError("the peer does not speak Mamba's protocol");
        }
        if (prefaceBytes == Preface.BYTES) {
            transport.sink().putBytes(Preface.bytes());
            wantFlush();
            transitionTo(State.AWAIT_CONNECT);
            Preface.require(preface);
        }
    }

    private boolean onFrameBytes(byte[] array, int length) {
        Frame frame = FrameCodec.decode(array, 0, length);
        switch (state) {
            case AWAIT_CONNECT -> onFirstFrame(frame);
            case CONNECTED -> onFrame(frame);
            default -> throw new IllegalStateException("a frame in state " + state);
        }
        return isOpen() && state != State.LOGGING_IN;
    }

    private void onFirstFrame(Frame frame) {
        if (!(frame instanceof Connect connect)) {
            throw ProtocolException.protocolError("the first frame must be CONNECT, this is " + frame.type());
        }
        transitionTo(State.LOGGING_IN);
        Login login = new Login(connect.user(), connect.password(), transport.isWithinJvm());
        gatekeeper.check(login, refusal -> orClose(() -> onLoginAnswer(connect, refusal)));
        if (state == State.LOGGING_IN) {
            hold(HoldReason.LOGIN, true);
        }
    }

    private void keepEarly(ByteBuffer bytes) {
        int kept = early.length;
        if (kept + bytes.remaining() > limits.unknownFrameBytesMax()) {
            throw ProtocolException.protocolError(
                    "more than " + limits.unknownFrameBytesMax() + " bytes before Connect was answered");
        }
        early = Arrays.copyOf(early, kept + bytes.remaining());
        bytes.get(early, kept, early.length - kept);
    }

    private void onLoginAnswer(Connect connect, @Nullable ProtocolException refusal) {
        if (state != State.LOGGING_IN) {
            return;
        }
        if (refusal != null) {
            throw refusal;
        }
        letIn(connect);
        hold(HoldReason.LOGIN, false);
        ByteBuffer waiting = ByteBuffer.wrap(early);
        early = new byte[0];
        read(waiting);
    }

    private void letIn(Connect connect) {
        Welcome welcome = owner.connected(this, connect);
        listener = welcome.listener();
        transitionTo(State.CONNECTED);
        assembler.frameBytesMax(limits.frameBytesMax());
        heartbeat.agree(connect.heartbeatMs());
        write(new Connected(
                identity.id().getMostSignificantBits(),
                identity.id().getLeastSignificantBits(),
                heartbeat.intervalMs(),
                limits.frameBytesMax(),
                0,
                welcome.known(),
                identity.product()));
        ServerLog.LOG.connected(peer(), connect.product());
    }

    private void onFrame(Frame frame) {
        switch (frame.type()) {
            case PING -> write(new Pong());
            case PONG -> {}
            case CLOSE -> {
                ServerLog.LOG.closedByPeer(peer());
                close(null, "");
            }
            default -> {
                if (listener == null || !(frame instanceof SessionFrame sessionFrame)) {
                    throw ProtocolException.protocolError("a frame " + frame.type() + " in state " + state);
                }
                listener.onFrame(sessionFrame);
            }
        }
    }

    private void beat(long nowMs) {
        switch (heartbeat.onTick(nowMs, reading)) {
            case NOTHING -> {}
            case PING -> write(new Ping());
            case DEAD -> {
                ServerLog.LOG.silent(peer());
                end();
            }
        }
    }

    private void transitionTo(State next) {
        boolean legal = switch (next) {
            case AWAIT_PREFACE -> false;
            case AWAIT_CONNECT -> state == State.AWAIT_PREFACE;
            case LOGGING_IN -> state == State.AWAIT_CONNECT;
            case CONNECTED -> state == State.LOGGING_IN;
            case CLOSING -> isOpen() && state != State.AWAIT_PREFACE;
            case CLOSED -> state != State.CLOSED;
        };
        if (!legal) {
            throw new IllegalStateException("a connection went from " + state + " to " + next);
        }
        if (next != State.AWAIT_CONNECT && next != State.LOGGING_IN) {
            // Preface, Connect and login share one deadline, or a slow stranger would get three.
            stateDeadlineMs = 0;
        }
        state = next;
    }

    private void end() {
        transitionTo(State.CLOSED);
        transport.close();
        endSessions(false);
        owner.ended(this);
    }

    private void endSessions(boolean closed) {
        FrameListener ended = listener;
        listener = null;
        if (ended != null) {
            ended.onConnectionEnded(closed);
        }
    }

    private boolean isOpen() {
        return state != State.CLOSING && state != State.CLOSED;
    }

    private boolean isDue(long nowMs, long afterMs) {
        if (stateDeadlineMs == 0) {
            stateDeadlineMs = nowMs + afterMs;
        }
        return nowMs >= stateDeadlineMs;
    }

    private void wantFlush() {
        if (!flushWanted) {
            flushWanted = true;
            owner.written(this);
        }
    }

    private void updateReading() {
        if (state == State.CLOSED) {
            return;
        }
        // A closing connection drains whatever the broker's load, or its peer might never see the Close.
        boolean wanted = state == State.CLOSING || (held.isEmpty() && transport.isWritable());
        if (wanted != reading) {
            reading = wanted;
            transport.setReading(wanted);
        }
    }
}
