// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.jms.ClientConfig;
import io.mambamq.jms.ClientLog;
import io.mambamq.jms.ClientVersion;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.ConnectionLostException;
import io.mambamq.jms.failure.RefusedException;
import io.mambamq.jms.transport.Dialer;
import io.mambamq.jms.transport.FrameReader;
import io.mambamq.jms.transport.FrameWriter;
import io.mambamq.jms.transport.Transport;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.frame.Close;
import io.mambamq.protocol.frame.Connect;
import io.mambamq.protocol.frame.Connected;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.Preface;
import io.mambamq.protocol.frame.Resumption;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds a broker that answers and exchanges prefaces, {@code Connect} and {@code Connected} with it. One use. */
final class Handshake {
    /** The longest frame that this client takes whatever the broker says. */
    private static final int FRAME_BYTES_MAX = 16 * 1024 * 1024 + 64 * 1024;

    /** Before the broker is known to be one. */
    private static final int FIRST_FRAME_BYTES_MAX = 64 * 1024;

    /** A message that just fitted into a frame when it was sent needs some more bytes when it is delivered. */
    private static final int DELIVERY_OVERHEAD_BYTES = 1024;

    private final ClientConfig config;
    private final Credentials credentials;
    private final ClientIdentity identity;
    private final @Nullable UUID brokerId;
    private Resumption wish;
    private int timeoutMs;

    /** With the broker whose data has that id; null for any. */
    Handshake(ClientConfig config, Credentials credentials, ClientIdentity identity, @Nullable UUID brokerId) {
        this.config = config;
        this.credentials = credentials;
        this.identity = identity;
        this.brokerId = brokerId;
        this.wish = Resumption.within(config.reconnect().resumeTimeoutMs());
        this.timeoutMs = config.connectTimeoutMs();
    }

    /** To go on with a connection over which so much was received; each place may take so long to connect, and to answer. */
    Handshake resuming(long receivedBytes, int placeTimeoutMs) {
        wish = new Resumption(wish.timeoutMs(), true, receivedBytes);
        timeoutMs = placeTimeoutMs;
        return this;
    }

    /**
     * An open connection; its reader is still idle.
     *
     * @param resumption what the broker grants
     */
    record Opened(Transport transport, FrameReader reader, FrameWriter writer, Broker broker, Resumption resumption) {
        /** It is not wanted, in order if the code is null. */
        void leave(@Nullable ErrorCode code, String text) {
            try {
                writer.append(new Close(code, text));
                writer.flush();
            } catch (IOException e) {
                ClientLog.LOG.debugf(e, "leaving a connection that is not wanted");
            }
            transport.close();
        }
    }

    /**
     * Takes the first place that answers.
     *
     * @throws ConnectionLostException if none does; says why of each
     * @throws RefusedException if a broker answered and would not have this client
     */
    Opened with(Dialer dialer) throws CallException {
        List<IOException> failures = new ArrayList<>();
        for (Dialer.Place place : dialer.places()) {
            try {
                return shakeHands(place.connect(timeoutMs));
            } catch (IOException e) {
                failures.add(e);
            }
        }
        throw unreachable(dialer, failures);
    }

    private Opened shakeHands(Transport transport) throws IOException, RefusedException {
        boolean open = false;
        try {
            FrameReader reader = new FrameReader(transport, FIRST_FRAME_BYTES_MAX);
            FrameWriter writer = new FrameWriter(transport);
            transport.readTimeoutMs(timeoutMs);
            writer.appendRaw(Preface.bytes());
            writer.append(connect());
            writer.flush();
            reader.readPreface();
            Connected connected = connectedOf(reader.next());
            Broker broker = Broker.of(connected);
            requireSameData(broker);
            reader.frameBytesMax(frameBytesMax(broker));
            transport.readTimeoutMs(config.heartbeatMs());
            open = true;
            return new Opened(transport, reader, writer, broker, connected.resumption());
        } catch (ProtocolException e) {
            throw new IOException(e.getMessage(), e);
        } catch (SocketTimeoutException e) {
            throw new IOException("connected, but nobody answered within " + timeoutMs + " ms", e);
        } finally {
            if (!open) {
                transport.close();
            }
        }
    }

    /** What is not decided yet is with the data that it was begun on. */
    private void requireSameData(Broker broker) throws IOException {
        if (brokerId != null && !brokerId.equals(broker.id())) {
            throw new IOException("a broker with other data answers: " + broker.id() + " instead of " + brokerId);
        }
    }

    /** What the broker takes it may deliver again. */
    private static int frameBytesMax(Broker broker) {
        int most = Math.max(FRAME_BYTES_MAX, broker.frameBytesMax());
        return (int) Math.min(Integer.MAX_VALUE, (long) most + DELIVERY_OVERHEAD_BYTES);
    }

    private Connect connect() {
        return new Connect(
                identity.uuid().getMostSignificantBits(),
                identity.uuid().getLeastSignificantBits(),
                identity.secret().getMostSignificantBits(),
                identity.secret().getLeastSignificantBits(),
                config.heartbeatMs(),
                FRAME_BYTES_MAX,
                0,
                wish,
                credentials.user(),
                credentials.password(),
                credentials.clientId(),
                "mamba-jms-client " + ClientVersion.TEXT);
    }

    private Connected connectedOf(Frame first) throws IOException, RefusedException {
        if (first instanceof Connected connected) {
            if (connected.resumption().resumes() && !wish.resumes()) {
                throw new IOException("the broker resumes what it was not asked to resume");
            }
            return connected;
        }
        if (first instanceof Close close && close.code() != null) {
            throw new RefusedException(close.code(), close.text());
        }
        throw new IOException("the broker answered the first frame with " + first);
    }

    private static ConnectionLostException unreachable(Dialer dialer, List<IOException> failures) {
        StringBuilder reasons = new StringBuilder();
        failures.forEach(
                failure -> reasons.append(reasons.isEmpty() ? "" : "; ").append(reasonOf(failure)));
        ConnectionLostException unreachable =
                new ConnectionLostException("no broker answers at " + dialer + ": " + reasons, failures.get(0));
        failures.stream().skip(1).forEach(unreachable::addSuppressed);
        return unreachable;
    }

    private static String reasonOf(IOException failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
