// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.crash;

import io.mambamq.protocol.bytes.LittleEndian;
import io.mambamq.protocol.frame.Done;
import io.mambamq.protocol.frame.Failed;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.FrameCodec;
import io.mambamq.protocol.frame.Preface;
import io.mambamq.protocol.frame.TransactionCommit;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands between a container and a broker and passes frames on, until one comes to the {@link Toll} it is armed with: from
 * there on nothing passes on that connection, in either direction, as if the network was gone. Other connections, and
 * those made afterwards, are open. Any thread; two threads for each connection.
 */
public final class Tollgate implements AutoCloseable {
    private final ServerSocket entrance;
    private final AtomicReference<Toll> armed = new AtomicReference<>();
    private volatile URI broker;
    private volatile boolean reached;

    public Tollgate(String brokerUrl) throws IOException {
        entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        leadTo(brokerUrl);
        start(this::accept);
    }

    /** What the container connects to. */
    public String url() {
        return "mamba://127.0.0.1:" + entrance.getLocalPort();
    }

    /** New connections lead there. */
    public void leadTo(String brokerUrl) {
        broker = URI.create(brokerUrl);
    }

    /** The first frame that comes there is the last of its connection. */
    public void arm(Toll toll) {
        reached = false;
        armed.set(toll);
    }

    /** Whether one came there since the gate was armed. */
    public boolean reached() {
        return reached;
    }

    @Override
    public void close() throws IOException {
        entrance.close();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "tollgate");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (!entrance.isClosed()) {
                lead(entrance.accept());
            }
        } catch (IOException e) {
            if (!entrance.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void lead(Socket container) throws IOException {
        try {
            new Passage().open(container, new Socket(broker.getHost(), broker.getPort()));
        } catch (IOException e) {
            // No broker there: the container sees the same.
            container.close();
        }
    }

    /** One connection. */
    private final class Passage {
        private volatile TransactionCommit unanswered;
        private volatile boolean barred;

        void open(Socket container, Socket broker) throws IOException {
            container.setTcpNoDelay(true);
            broker.setTcpNoDelay(true);
            start(() -> pass(container, broker, this::fromContainer));
            start(() -> pass(broker, container, this::fromBroker));
        }

        /** Until one side is gone, and with it the other. */
        private void pass(Socket from, Socket to, Inspection inspection) {
            try (from;
                    to;
                    DataInputStream in = new DataInputStream(from.getInputStream());
                    OutputStream out = to.getOutputStream()) {
                byte[] preface = new byte[Preface.BYTES];
                in.readFully(preface);
                out.write(preface);
                while (true) {
                    byte[] frame = read(in);
                    inspection.inspect(decode(frame));
                    if (!barred) {
                        out.write(frame);
                    }
                }
            } catch (IOException e) {
                // Gone.
            }
        }

        private void fromContainer(Frame frame) {
            Toll toll = armed.get();
            if (barred || toll == null || !toll.isAt(frame) || !armed.compareAndSet(toll, null)) {
                return;
            }
            if (toll == Toll.ANSWER_TO_COMMIT) {
                unanswered = (TransactionCommit) frame;
            } else {
                bar();
            }
        }

        private void fromBroker(Frame frame) {
            TransactionCommit request = unanswered;
            if (request != null && isAnswer(frame, request)) {
                bar();
            }
        }

        private void bar() {
            barred = true;
            reached = true;
        }
    }

    private interface Inspection {
        void inspect(Frame frame);
    }

    private static boolean isAnswer(Frame frame, TransactionCommit request) {
        return frame instanceof Done done
                ? done.session() == request.session() && done.request() == request.request()
                : frame instanceof Failed failed
                        && failed.session() == request.session()
                        && failed.request() == request.request();
    }

    /** With its length field. */
    private static byte[] read(DataInputStream in) throws IOException {
        byte[] length = new byte[FrameCodec.LENGTH_BYTES];
        in.readFully(length);
        byte[] frame = new byte[FrameCodec.LENGTH_BYTES + LittleEndian.getInt(length, 0)];
        System.arraycopy(length, 0, frame, 0, FrameCodec.LENGTH_BYTES);
        in.readFully(frame, FrameCodec.LENGTH_BYTES, frame.length - FrameCodec.LENGTH_BYTES);
        return frame;
    }

    private static Frame decode(byte[] frame) {
        return FrameCodec.decode(frame, FrameCodec.LENGTH_BYTES, frame.length - FrameCodec.LENGTH_BYTES);
    }
}
