// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.client;

import io.mambamq.protocol.frame.ConsumerAttach;
import io.mambamq.protocol.frame.Credit;
import io.mambamq.protocol.frame.Deliver;
import io.mambamq.protocol.frame.DeliveryRanges;
import io.mambamq.protocol.frame.Done;
import io.mambamq.protocol.frame.Drain;
import io.mambamq.protocol.frame.Drained;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.Send;
import io.mambamq.protocol.frame.SendCredit;
import io.mambamq.protocol.frame.SendFailed;
import io.mambamq.protocol.frame.Sent;
import io.mambamq.protocol.frame.SessionClose;
import io.mambamq.protocol.frame.SessionOpen;
import io.mambamq.protocol.frame.Settle;
import io.mambamq.protocol.frame.SettleOutcome;
import io.mambamq.protocol.frame.TransactionBegin;
import io.mambamq.protocol.frame.TransactionCommit;
import io.mambamq.protocol.frame.TransactionPrepare;
import io.mambamq.protocol.frame.TransactionRollback;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.transaction.TransactionId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One session over a {@link FrameClient} that has no other user: requests that wait for their answers. */
public final class SessionClient implements AutoCloseable {
    private static final int CONSUMER = 1;
    private static final long PLENTY_BYTES = 1L << 40;

    private final FrameClient client;
    private final int session;
    private int request;
    private long sequence;

    private SessionClient(FrameClient client, int session) {
        this.client = client;
        this.session = session;
    }

    public static SessionClient open(FrameClient client) throws IOException {
        return open(client, 1);
    }

    public static SessionClient open(FrameClient client, int session) throws IOException {
        SessionClient opened = new SessionClient(client, session);
        client.send(new SessionOpen(session, ++opened.request, 0));
        opened.done();
        client.expect(SendCredit.class);
        return opened;
    }

    /** Sends a persistent message and waits until it is durable. */
    public void send(EncodedMessage message) throws IOException {
        client.send(new Send(session, ++sequence, 0, true, message));
        Frame answer = answer();
        if (!answer.equals(new Sent(session, sequence, sequence))) {
            throw new AssertionError("expected the confirmation of " + sequence + ", got " + answer);
        }
    }

    /** Sends a persistent message that must be refused. */
    public SendFailed sendRefused(EncodedMessage message) throws IOException {
        client.send(new Send(session, ++sequence, 0, true, message));
        Frame answer = answer();
        if (answer instanceof SendFailed refusal) {
            return refusal;
        }
        throw new AssertionError("expected the refusal of " + sequence + ", got " + answer);
    }

    /** Sends a persistent message; false where it was refused. */
    public boolean trySend(EncodedMessage message) throws IOException {
        client.send(new Send(session, ++sequence, 0, true, message));
        return !(answer() instanceof SendFailed);
    }

    public void sendInTransaction(int transaction, EncodedMessage message) throws IOException {
        client.send(new Send(session, ++sequence, transaction, false, message));
    }

    public void attach(String queue) throws IOException {
        client.send(new ConsumerAttach(session, ++request, CONSUMER, DestinationName.queue(queue), null, false, null));
        done();
    }

    public void credit(int messages) throws IOException {
        client.send(new Credit(session, CONSUMER, messages, PLENTY_BYTES));
    }

    /** Waits for the next delivery; there must be credit. */
    public Deliver receive() throws IOException {
        Frame frame = answer();
        if (frame instanceof Deliver delivery) {
            return delivery;
        }
        throw new AssertionError("expected a delivery, got " + frame);
    }

    /** Everything that is there for the consumer. */
    public List<Deliver> receiveAll() throws IOException {
        credit(1_000);
        client.send(new Drain(session, CONSUMER));
        List<Deliver> all = new ArrayList<>();
        for (Frame frame = answer(); !(frame instanceof Drained); frame = answer()) {
            all.add((Deliver) frame);
        }
        return all;
    }

    public List<String> receiveAllTexts() throws IOException {
        return receiveAll().stream()
                .map(delivery -> Messages.textOf(delivery.message()))
                .toList();
    }

    public void settle(SettleOutcome outcome, Deliver delivery) throws IOException {
        settle(outcome, 0, delivery);
    }

    public void settle(SettleOutcome outcome, int transaction, Deliver delivery) throws IOException {
        client.send(new Settle(session, ++request, transaction, outcome, DeliveryRanges.single(delivery.delivery())));
        done();
    }

    public void begin(int transaction, TransactionId id) throws IOException {
        client.send(new TransactionBegin(session, ++request, transaction, id, false));
        done();
    }

    public void prepare(TransactionId id) throws IOException {
        client.send(new TransactionPrepare(session, ++request, id));
        done();
    }

    public void commit(TransactionId id, boolean onePhase) throws IOException {
        client.send(new TransactionCommit(session, ++request, id, onePhase));
        done();
    }

    public void rollBack(TransactionId id) throws IOException {
        client.send(new TransactionRollback(session, ++request, id));
        done();
    }

    /** Says that the session ends, and waits for the answer. */
    @Override
    public void close() throws IOException {
        client.send(new SessionClose(session, ++request));
        done();
    }

    private void done() throws IOException {
        Frame answer = answer();
        if (!answer.equals(new Done(session, request, 0))) {
            throw new AssertionError("expected the success of request " + request + ", got " + answer);
        }
    }

    private Frame answer() throws IOException {
        Frame frame = client.read();
        while (frame instanceof SendCredit) {
            frame = client.read();
        }
        return frame;
    }
}
