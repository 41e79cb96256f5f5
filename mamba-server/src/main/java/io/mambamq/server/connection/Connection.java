// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.connection;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.frame.Close;
import io.mambamq.protocol.frame.Connect;
import io.mambamq.protocol.frame.Connected;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.FrameCodec;
import io.mambamq.protocol.frame.Ping;
import io.mambamq.protocol.frame.Pong;
import io.mambamq.protocol.frame.Preface;
import io.mambamq.protocol.frame.Received;
import io.mambamq.protocol.frame.Resumption;
import io.mambamq.protocol.frame.SessionFrame;
import io.mambamq.server.ServerLog;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection. Confined to the partition's thread.
 *
 * <p>A client that has not been let in costs little and the connect timeout. What it does wrong ends this connection
 * with the code that says so, and no other.
 *
 * <p>A connection whose client wished it is detached when its transport is lost: it stays as it is, and what is written to
 * it is retained. The client comes back by a transport of its own, whose connection, a stranger so far, hands it over.
 */
public final class Connection {
    /** How long a peer may take to close after it was sent a Close. */
    private static final long CLOSING_TIMEOUT_MS = 2_000;

    private static final int TEXT_CHARS_MAX = 1_000;

    private final ConnectionOwner owner;
    private final ConnectionLimits limits;
    private final BrokerIdentity identity;
    private final Heartbeat heartbeat = new Heartbeat();
    private final Set<HoldReason> held = EnumSet.noneOf(HoldReason.class);
    private ConnectionState state = ConnectionState.AWAIT_PREFACE;
    private boolean flushWanted;

    /** How long the current state has lasted. */
    private final Deadline deadline = new Deadline();

    /** Reads until the client is let in. */
    private final Handshake handshake;

    // valid from then on
    private @Nullable FrameListener listener;
    private Resumability resumability = new NotResumable();

    // valid for one transport
    private Transport transport;
    private FrameAssembler assembler;
    private boolean reading = true;

    public Connection(Transport transport, ConnectionOwner owner, Admission admission) {
        this.transport = transport;
        this.owner = owner;
        this.limits = admission.limits();
        this.identity = admission.identity();
        this.handshake = new Handshake(this, transport, admission);
        this.assembler = new FrameAssembler(limits.frameBytesMax());
    }

    public ConnectionState state() {
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
        if (listener == null) {
            handshake.read(bytes);
        } else {
            assembler.read(bytes, this::onFrameBytes);
        }
    }

    /** Runs what may find a mistake of the peer's, which ends the connection. */
    void orClose(Runnable work) {
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
        if (state == ConnectionState.CONNECTED && resumability.timeoutMs() > 0) {
            detach();
        } else if (state != ConnectionState.DETACHED && state != ConnectionState.CLOSED) {
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
                if (deadline.isDue(nowMs, limits.connectTimeoutMs())) {
                    close(ErrorCode.PROTOCOL_ERROR, "no Connect within " + limits.connectTimeoutMs() + " ms");
                }
            }
            case LOGGING_IN -> {
                if (deadline.isDue(nowMs, limits.connectTimeoutMs())) {
                    close(ErrorCode.RESOURCE_LIMIT, "not logged in within " + limits.connectTimeoutMs() + " ms");
                }
            }
            case CONNECTED -> beat(nowMs);
            case DETACHED -> {
                if (deadline.isDue(nowMs, resumability.timeoutMs())) {
                    giveUp("it did not come back within " + resumability.timeoutMs() + " ms");
                }
            }
            case CLOSING -> {
                if (deadline.isDue(nowMs, CLOSING_TIMEOUT_MS)) {
                    end();
                }
            }
            case CLOSED -> {}
        }
    }

    /** Writes a frame, to leave with the next {@link #flush}; dropped if the connection is closing or closed. */
    public void write(Frame frame) {
        if (state.isOpen()) {
            ByteSink sink = transport.sink();
            int from = sink.position();
            FrameCodec.encode(frame, sink);
            resumability.retain(sink, from);
            heartbeat.said();
            wantFlush();
        }
    }

    /** Sends what was written in this duty cycle. */
    public void flush() {
        flushWanted = false;
        if (state == ConnectionState.DETACHED && resumability.isBroken()) {
            giveUp("more was to be said to it than is retained");
        } else if (state != ConnectionState.CLOSED) {
            transport.flush();
            if (state == ConnectionState.CLOSING) {
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
        if (!state.isOpen()) {
            return;
        }
        if (state == ConnectionState.AWAIT_PREFACE) {
            // Not known to speak the protocol: there is no way to tell it anything.
            end();
            return;
        }
        if (state == ConnectionState.DETACHED) {
            giveUp(text);
            return;
        }
        write(new Close(code, text.length() <= TEXT_CHARS_MAX ? text : text.substring(0, TEXT_CHARS_MAX)));
        transitionTo(ConnectionState.CLOSING);
        endSessions(code == null);
        updateReading();
    }

    // ---- from the handshake

    void answerPreface() {
        transport.sink().putBytes(Preface.bytes());
        wantFlush();
        transitionTo(ConnectionState.AWAIT_CONNECT);
    }

    /** The client is who it says, and new. */
    void letIn(Connect connect) {
        Welcome welcome = owner.connected(this, connect);
        listener = welcome.listener();
        transitionTo(ConnectionState.CONNECTED);
        heartbeat.agree(connect.heartbeatMs());
        Resumability granted = Resumability.granted(connect, transport);
        write(greeting(welcome.known(), Resumption.within(granted.timeoutMs())));
        resumability = granted;
        ServerLog.LOG.connected(peer(), connect.product());
        hold(HoldReason.LOGIN, false);
        read(handshake.takeEarly());
    }

    /** The client is who it says, and would like to go on with an earlier connection. */
    void resumeOrLetIn(Connect connect) {
        Connection earlier = owner.earlier(connect);
        if (earlier != null && earlier.canResumeFrom(connect.resumption().receivedBytes())) {
            Transport handed = transport;
            transport = new DetachedTransport(handed.peer());
            transitionTo(ConnectionState.CLOSED);
            owner.ended(this);
            earlier.resume(handed);
        } else {
            letIn(connect);
        }
    }

    private Connected greeting(boolean known, Resumption resumption) {
        return identity.greeting(heartbeat.intervalMs(), limits.frameBytesMax(), known, resumption);
    }

    // ---- frames

    private boolean onFrameBytes(byte[] array, int length) {
        resumability.count(FrameCodec.LENGTH_BYTES + length);
        onFrame(FrameCodec.decode(array, 0, length));
        writeIfAny(resumability.due());
        return state == ConnectionState.CONNECTED;
    }

    private void onFrame(Frame frame) {
        switch (frame.type()) {
            case PING -> writeSign(new Pong());
            case PONG -> {}
            case RECEIVED -> resumability.acknowledge((Received) frame);
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
            case PING -> writeSign(new Ping());
            case DEAD -> {
                ServerLog.LOG.silent(peer());
                onTransportClosed();
            }
        }
    }

    /** Writes a sign of life, and with it what the client may hear along. */
    private void writeSign(Frame sign) {
        writeIfAny(resumability.news());
        write(sign);
    }

    private void writeIfAny(@Nullable Frame frame) {
        if (frame != null) {
            write(frame);
        }
    }

    // ---- one transport after the other

    private void detach() {
        String peer = peer();
        transport.close();
        transport = new DetachedTransport(peer);
        resumability.detached();
        transitionTo(ConnectionState.DETACHED);
        ServerLog.LOG.detached(peer, resumability.timeoutMs());
    }

    private void giveUp(String why) {
        ServerLog.LOG.gaveUp(peer(), why);
        end();
    }

    private boolean canResumeFrom(long receivedBytes) {
        return (state == ConnectionState.CONNECTED || state == ConnectionState.DETACHED)
                && resumability.resumeFrom(receivedBytes);
    }

    /** The transport that there was may still look alive: its bytes are void from here on. */
    private void resume(Transport next) {
        transport.close();
        transport = next;
        next.carry(this);
        assembler = new FrameAssembler(limits.frameBytesMax());
        if (state == ConnectionState.DETACHED) {
            transitionTo(ConnectionState.CONNECTED);
        }
        FrameCodec.encode(greeting(true, resumability.resumed()), next.sink());
        resumability.writeAgain(next);
        heartbeat.heard();
        heartbeat.said();
        wantFlush();
        reading = mayRead();
        next.setReading(reading);
        ServerLog.LOG.resumed(peer());
    }

    // ---- states

    void transitionTo(ConnectionState next) {
        if (!next.mayFollow(state)) {
            throw new IllegalStateException("a connection went from " + state + " to " + next);
        }
        if (next != ConnectionState.AWAIT_CONNECT && next != ConnectionState.LOGGING_IN) {
            // Preface, Connect and login share one deadline, or a slow stranger would get three.
            deadline.restart();
        }
        state = next;
    }

    private void end() {
        transitionTo(ConnectionState.CLOSED);
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

    private void wantFlush() {
        if (!flushWanted) {
            flushWanted = true;
            owner.written(this);
        }
    }

    private void updateReading() {
        if (state == ConnectionState.CLOSED) {
            return;
        }
        boolean wanted = mayRead();
        if (wanted != reading) {
            reading = wanted;
            transport.setReading(wanted);
        }
    }

    private boolean mayRead() {
        // A closing connection drains whatever the broker's load, or its peer might never see the Close.
        return state == ConnectionState.CLOSING || (held.isEmpty() && transport.isWritable());
    }
}
