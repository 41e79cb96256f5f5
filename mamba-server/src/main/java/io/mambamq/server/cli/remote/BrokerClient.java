// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.remote;

import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.bytes.LittleEndian;
import io.mambamq.protocol.frame.Close;
import io.mambamq.protocol.frame.Connect;
import io.mambamq.protocol.frame.Connected;
import io.mambamq.protocol.frame.Done;
import io.mambamq.protocol.frame.Failed;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.FrameCodec;
import io.mambamq.protocol.frame.Ping;
import io.mambamq.protocol.frame.Pong;
import io.mambamq.protocol.frame.Preface;
import io.mambamq.protocol.frame.SendCredit;
import io.mambamq.protocol.frame.SessionFrame;
import io.mambamq.protocol.frame.SessionOpen;
import io.mambamq.server.boot.Product;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One session with a running broker, for requests that are asked one after the other. Blocks; one thread. An
 * {@link IOException} means that it is not known what became of the request.
 */
public final class BrokerClient implements AutoCloseable {
    private static final int SESSION = 1;
    private static final int CONNECT_TIMEOUT_MS = 10_000;
    private static final int ANSWER_TIMEOUT_MS = 30_000;

    /** No answer that an administrator asks for is longer. */
    private static final int FRAME_BYTES_MAX = 128 << 10;

    private final BrokerUrl url;
    private final Socket socket;
    private final DataInputStream in;
    private int request;

    private BrokerClient(BrokerUrl url, Socket socket) throws IOException {
        this.url = url;
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    static BrokerClient connect(BrokerUrl url, @Nullable String user, @Nullable String password)
            throws IOException, RefusedException {
        Socket socket = new Socket();
        boolean open = false;
        try {
            socket.connect(new InetSocketAddress(url.host(), url.port()), CONNECT_TIMEOUT_MS);
            socket.setSoTimeout(ANSWER_TIMEOUT_MS);
            socket.setTcpNoDelay(true);
            BrokerClient client = new BrokerClient(url, socket);
            client.logIn(user, password);
            client.ask(number -> new SessionOpen(SESSION, number));
            open = true;
            return client;
        } catch (ProtocolException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            if (!open) {
                socket.close();
            }
        }
    }

    /** The session that requests belong to. */
    public int session() {
        return SESSION;
    }

    @Override
    public String toString() {
        return url.toString();
    }

    /**
     * Asks and waits for success.
     *
     * @param frame makes the request with its number
     * @return the value of the answer
     * @throws RefusedException if it was refused
     * @throws IOException if no answer came
     */
    public long ask(IntFunction<SessionFrame> frame) throws IOException, RefusedException {
        return ask(frame, answer -> {
            throw ProtocolException.protocolError("the broker answers with an unexpected frame " + answer.type());
        });
    }

    /**
     * Asks, hands over each frame that comes before the success, and waits for that.
     *
     * @throws RefusedException if it was refused
     * @throws IOException if no answer came
     */
    public long ask(IntFunction<SessionFrame> frame, Consumer<SessionFrame> answers)
            throws IOException, RefusedException {
        write(frame.apply(++request));
        try {
            for (Frame answer = read(); ; answer = read()) {
                if (answer instanceof Done done && done.request() == request) {
                    return done.value();
                }
                if (answer instanceof Failed failed) {
                    throw new RefusedException(failed.code(), failed.text());
                }
                if (answer instanceof Ping) {
                    write(new Pong());
                } else if (answer instanceof SessionFrame other && !(answer instanceof SendCredit)) {
                    answers.accept(other);
                }
            }
        } catch (ProtocolException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void logIn(@Nullable String user, @Nullable String password) throws IOException, RefusedException {
        UUID id = UUID.randomUUID();
        socket.getOutputStream().write(Preface.bytes());
        write(new Connect(
                id.getMostSignificantBits(),
                id.getLeastSignificantBits(),
                0,
                FRAME_BYTES_MAX,
                0,
                user,
                password,
                null,
                "mamba command line, " + Product.NAME_AND_VERSION));
        byte[] preface = new byte[Preface.BYTES];
        in.readFully(preface);
        Preface.require(preface);
        Frame first = read();
        if (!(first instanceof Connected)) {
            throw ProtocolException.protocolError("the broker answers the first frame with " + first.type());
        }
    }

    private void write(Frame frame) throws IOException {
        ArraySink sink = new ArraySink(256);
        FrameCodec.encode(frame, sink);
        socket.getOutputStream().write(sink.array(), 0, sink.position());
    }

    private Frame read() throws IOException, RefusedException {
        byte[] length = new byte[FrameCodec.LENGTH_BYTES];
        in.readFully(length);
        int bytes = LittleEndian.getInt(length, 0);
        if (bytes < 0 || bytes > FRAME_BYTES_MAX) {
            throw ProtocolException.protocolError(
                    "the broker sends a frame of " + Integer.toUnsignedLong(bytes) + " bytes");
        }
        byte[] content = new byte[bytes];
        in.readFully(content);
        Frame frame = FrameCodec.decode(content, 0, bytes);
        if (frame instanceof Close close) {
            if (close.code() == null) {
                throw new IOException("the broker closed the connection");
            }
            throw new RefusedException(close.code(), close.text());
        }
        return frame;
    }
}
