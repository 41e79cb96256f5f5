// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.producer;

import io.mambamq.jms.body.BodySource;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.CutException;
import io.mambamq.jms.failure.JmsFailures;
import io.mambamq.jms.wire.Answer;
import io.mambamq.jms.wire.Deadline;
import io.mambamq.jms.wire.Reply;
import io.mambamq.jms.wire.WireSession;
import io.mambamq.protocol.bytes.ByteSink;
import io.mambamq.protocol.frame.TemporaryCreate;
import io.mambamq.protocol.frame.TemporaryDelete;
import io.mambamq.protocol.message.BodyKind;
import io.mambamq.protocol.message.LargeBody;
import io.mambamq.protocol.message.MessageEncoder;
import io.mambamq.protocol.message.MessageHeaders;
import io.mambamq.protocol.transaction.TransactionId;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sends one large body ahead of its message, in chunks, to a temporary queue of its own. Nobody else knows the queue's name, which
 * is random. Until the message has been sent it ends with the connection.
 */
final class BodyUpload {
    private static final String WHAT = "send a large body";

    private final WireSession session;
    /** The life of the session, with which the body ends. */
    private final int life;

    private final LargeBody body;
    private final boolean persistent;
    private final byte[] chunk;
    private final Outcome outcome = new Outcome();

    private BodyUpload(WireSession session, int life, LargeBody body, boolean persistent) {
        this.session = session;
        this.life = life;
        this.body = body;
        this.persistent = persistent;
        // Half of what a message may have leaves more than enough for the rest of it.
        int chunkBytes = Math.min(LargeBody.CHUNK_BYTES, session.wire().messageBytesMax() / 2);
        this.chunk = new byte[(int) Math.min(chunkBytes, body.lengthBytes())];
    }

    /** The first refusal of a chunk, told on the reader thread; the answer to the last chunk comes behind all others. */
    private static final class Outcome implements Reply {
        private volatile @Nullable CallException failure;

        @Override
        public void done(long value) {}

        @Override
        public void inDoubt(List<TransactionId> ids) {}

        @Override
        public void failed(CallException reason) {
            if (failure == null) {
                failure = reason;
            }
        }

        void requireNoFailure() throws CallException {
            CallException known = failure;
            if (known != null) {
                throw known;
            }
        }
    }

    /**
     * Sends the body, and waits until the broker has all of it.
     *
     * @param persistent whether its message is
     * @return what is to stand in the message in place of the body, and the life of the session to send that in
     * @throws JMSException if the bytes cannot be read
     * @throws CutException repeatable, if the connection was lost meanwhile
     * @throws CallException if the broker refuses them or cannot be reached; nothing is left of them then
     */
    static Uploaded send(BodySource source, boolean persistent, WireSession session)
            throws CallException, JMSException {
        Deadline deadline = session.wire().callDeadline();
        int life = session.awaitLife(deadline, WHAT);
        LargeBody body = new LargeBody("body-" + UUID.randomUUID(), source.lengthBytes());
        try {
            session.requests()
                    .callIn(
                            life,
                            WHAT,
                            request -> new TemporaryCreate(session.number(), request, body.queue()),
                            new Answer(),
                            deadline);
            new BodyUpload(session, life, body, persistent).sendAll(source.open());
            return new Uploaded(body, life);
        } catch (IOException e) {
            discard(body, session);
            throw JmsFailures.withCause(new JMSException("the body cannot be read: " + e.getMessage()), e);
        } catch (CutException e) {
            throw CutException.repeatable(
                    "the connection was lost while a large message was sent: nothing of it is left");
        } catch (CallException e) {
            discard(body, session);
            throw e;
        }
    }

    /** A body that the broker has. */
    record Uploaded(LargeBody body, int life) {}

    /** Its message was not sent. Nothing happens if it was. */
    static void discard(LargeBody body, WireSession session) {
        session.tell(session.life(), new TemporaryDelete(session.number(), 0, body.queue()));
        session.flush();
    }

    private void sendAll(InputStream stream) throws IOException, CallException {
        long left = body.lengthBytes();
        while (left > chunk.length) {
            read(stream, chunk.length);
            outcome.requireNoFailure();
            send(chunk.length, outcome);
            left -= chunk.length;
        }
        read(stream, (int) left);
        Answer last = new Answer();
        send((int) left, last);
        last.await(session.wire().callDeadline(), "a large body waits for its confirmation");
        outcome.requireNoFailure();
    }

    private void read(InputStream stream, int length) throws IOException {
        if (stream.readNBytes(chunk, 0, length) < length) {
            throw new IOException("it ends before the " + body.lengthBytes() + " bytes that it had");
        }
    }

    private void send(int length, Reply reply) throws CallException {
        session.sends().sendAsync(sink -> encode(length, sink), 0, life, sizeBytes -> reply);
    }

    private void encode(int length, ByteSink sink) {
        MessageHeaders headers = new MessageHeaders().destination(body.queue()).persistent(persistent);
        MessageEncoder.encode(headers, Map.of(), BodyKind.BYTES, bytes -> bytes.putBytes(chunk, 0, length), sink);
    }
}
