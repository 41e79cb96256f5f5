// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

import io.mambamq.core.effect.Browsed;
import io.mambamq.core.effect.Deliver;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.Sent;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.server.ServerLog;
import io.mambamq.server.body.BodyReceiver;
import io.mambamq.server.body.BodyStore;
import io.mambamq.server.connection.Connection;
import io.mambamq.server.connection.HoldReason;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A client's session, seen from its way out: confirmations gather into ranges, and nothing overtakes a delivery whose
 * message is still being read back.
 */
final class NativeSession {
    /** So many answers behind a message that is being read back, and the client is not read from any more. */
    private static final int WAITING_MAX = 1_000;

    private final ConnectionSessions owner;
    private final Connection connection;
    private final int number;
    private final long id;
    private int openRequest;
    private int closeRequest;
    private boolean closing;

    // confirmations of this duty cycle; none if the first is 0
    private long confirmedFirst;
    private long confirmedLast;

    private final ArrayDeque<Outgoing> waiting = new ArrayDeque<>();

    NativeSession(ConnectionSessions owner, Connection connection, int number, long id) {
        this.owner = owner;
        this.connection = connection;
        this.number = number;
        this.id = id;
    }

    Connection connection() {
        return connection;
    }

    int number() {
        return number;
    }

    long id() {
        return id;
    }

    // ---- life

    void opening(int request) {
        openRequest = request;
    }

    void opened() {
        openRequest = 0;
    }

    /** Whether the refusal of this request means that there is no session. */
    boolean isOpenedBy(int request) {
        return openRequest == request && request != 0;
    }

    void closing(int request) {
        closing = true;
        closeRequest = request;
    }

    boolean isClosing() {
        return closing;
    }

    /** Whether the answer to this request is the session's last word. */
    boolean isClosedBy(int request) {
        return closing && closeRequest == request;
    }

    /** Nothing more will be said: its number is free again. */
    void ended() {
        owner.ended(this);
    }

    // ---- frames to the client

    /** Remembers a confirmation; returns whether it is the first since {@link #writeConfirmed}. */
    boolean confirm(long sequence) {
        boolean first = confirmedFirst == 0;
        if (first) {
            confirmedFirst = sequence;
        }
        confirmedLast = sequence;
        return first;
    }

    /** Confirms what was remembered. */
    void writeConfirmed() {
        if (confirmedFirst != 0) {
            connection.write(new Sent(number, confirmedFirst, confirmedLast));
            confirmedFirst = 0;
        }
    }

    /** Writes a frame about sends, which do not wait for deliveries. */
    void writeAboutSends(Frame frame) {
        // A refused send must not lie within a confirmed range.
        writeConfirmed();
        connection.write(frame);
    }

    /** Writes a frame, behind everything that waits. */
    void write(Frame frame) {
        if (waiting.isEmpty()) {
            connection.write(frame);
        } else {
            waiting.addLast(new Outgoing(frame));
            holdIfTooMany();
        }
    }

    void deliver(Deliver delivery, BodyStore bodies) {
        write(delivery.stream(), delivery.position(), bodies, new FrameMaker() {
            @Override
            public Frame of(EncodedMessage message) {
                return new io.mambamq.protocol.frame.Deliver(
                        number, delivery.consumer(), delivery.delivery(), delivery.deliveryCount(), message);
            }

            @Override
            public void unreadable(Exception cause) {
                ServerLog.LOG.messageUnreadable(delivery.position(), cause.getMessage());
            }
        });
    }

    void show(Browsed browsed, BodyStore bodies) {
        write(browsed.stream(), browsed.position(), bodies, new FrameMaker() {
            @Override
            public Frame of(EncodedMessage message) {
                return new io.mambamq.protocol.frame.Browsed(
                        number, browsed.browser(), browsed.deliveryCount(), message);
            }

            @Override
            public void unreadable(Exception cause) {
                // A consumer may have settled it meanwhile.
                ServerLog.LOG.messageNotShown(browsed.position(), cause.getMessage());
            }
        });
    }

    /** Writes a frame with the message of the position, behind everything that waits; none if it cannot be read. */
    private void write(int stream, long position, BodyStore bodies, FrameMaker frames) {
        EncodedMessage message = bodies.cached(position);
        if (message != null) {
            write(frames.of(message));
            return;
        }
        Outgoing place = new Outgoing(null);
        waiting.addLast(place);
        holdIfTooMany();
        bodies.read(stream, position, new BodyReceiver() {
            @Override
            public void body(EncodedMessage body) {
                place.fill(frames.of(body));
                writeWaiting();
            }

            @Override
            public void unreadable(long unreadPosition, Exception cause) {
                frames.unreadable(cause);
                waiting.remove(place);
                writeWaiting();
            }
        });
    }

    /** Makes the frame once its message is there. */
    private interface FrameMaker {
        Frame of(EncodedMessage message);

        void unreadable(Exception cause);
    }

    private void holdIfTooMany() {
        if (waiting.size() > WAITING_MAX) {
            connection.hold(HoldReason.ANSWERS_WAITING, true);
        }
    }

    private void writeWaiting() {
        for (Outgoing next = waiting.peekFirst(); next != null && next.frame != null; next = waiting.peekFirst()) {
            connection.write(next.frame);
            waiting.removeFirst();
        }
        if (waiting.isEmpty()) {
            connection.hold(HoldReason.ANSWERS_WAITING, false);
        }
    }

    /** A place in the line; its frame comes with the message. */
    private static final class Outgoing {
        private @Nullable Frame frame;

        Outgoing(@Nullable Frame frame) {
            this.frame = frame;
        }

        void fill(Frame value) {
            frame = value;
        }
    }
}
