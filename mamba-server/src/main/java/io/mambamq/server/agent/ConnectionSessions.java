// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

import io.mambamq.core.ConsumerSource;
import io.mambamq.core.PartitionMachine;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.frame.Browse;
import io.mambamq.protocol.frame.BrowserClose;
import io.mambamq.protocol.frame.BrowserOpen;
import io.mambamq.protocol.frame.ConsumerAttach;
import io.mambamq.protocol.frame.ConsumerDetach;
import io.mambamq.protocol.frame.Credit;
import io.mambamq.protocol.frame.Drain;
import io.mambamq.protocol.frame.Failed;
import io.mambamq.protocol.frame.Send;
import io.mambamq.protocol.frame.SessionClose;
import io.mambamq.protocol.frame.SessionFrame;
import io.mambamq.protocol.frame.SessionOpen;
import io.mambamq.protocol.frame.SessionRestart;
import io.mambamq.protocol.frame.Settle;
import io.mambamq.protocol.frame.TemporaryCreate;
import io.mambamq.protocol.frame.TemporaryDelete;
import io.mambamq.protocol.frame.TransactionBegin;
import io.mambamq.protocol.frame.TransactionCommit;
import io.mambamq.protocol.frame.TransactionComplete;
import io.mambamq.protocol.frame.TransactionEnd;
import io.mambamq.protocol.frame.TransactionForget;
import io.mambamq.protocol.frame.TransactionList;
import io.mambamq.protocol.frame.TransactionPrepare;
import io.mambamq.protocol.frame.TransactionRecover;
import io.mambamq.protocol.frame.TransactionRollback;
import io.mambamq.protocol.frame.Unsubscribe;
import io.mambamq.server.connection.Connection;
import io.mambamq.server.connection.FrameListener;
import java.util.HashMap;
import java.util.Map;

/** One connection's sessions: each frame becomes an input of the machine. */
final class ConnectionSessions implements FrameListener {
    private final long connectionId;
    private final Connection connection;
    private final PartitionAgent agent;
    private final PartitionMachine machine;
    private final SessionTable table;
    private final Runnable onLost;
    private final Map<Integer, NativeSession> sessions = new HashMap<>();

    ConnectionSessions(
            long connectionId,
            Connection connection,
            PartitionAgent agent,
            PartitionMachine machine,
            SessionTable table,
            Runnable onLost) {
        this.connectionId = connectionId;
        this.connection = connection;
        this.agent = agent;
        this.machine = machine;
        this.table = table;
        this.onLost = onLost;
    }

    @Override
    public void onFrame(SessionFrame frame) {
        agent.beginInput();
        if (frame instanceof SessionOpen open) {
            open(open);
        } else {
            handle(frame);
        }
        if (!isUnhurried(frame)) {
            agent.hurry();
        }
    }

    /** Whether nobody waits for what the frame leads to. */
    private static boolean isUnhurried(SessionFrame frame) {
        return frame instanceof Credit || (frame instanceof Settle settle && settle.request() == 0);
    }

    private void handle(SessionFrame frame) {
        NativeSession session = sessions.get(frame.session());
        if (session == null || session.isClosing()) {
            throw ProtocolException.protocolError(
                    "a frame " + frame.type() + " for session " + frame.session() + ", which is not open");
        }
        long id = session.id();
        switch (frame.type()) {
            case SEND -> send(id, (Send) frame);
            case SETTLE -> settle(id, (Settle) frame);
            case CREDIT -> credit(id, (Credit) frame);
            case DRAIN -> machine.drain(id, ((Drain) frame).consumer());
            case CONSUMER_ATTACH -> attach(id, (ConsumerAttach) frame);
            case CONSUMER_DETACH -> detach(id, (ConsumerDetach) frame);
            case BROWSER_OPEN -> openBrowser(id, (BrowserOpen) frame);
            case BROWSE -> browse(id, (Browse) frame);
            case BROWSER_CLOSE -> closeBrowser(id, (BrowserClose) frame);
            case UNSUBSCRIBE -> unsubscribe(id, (Unsubscribe) frame);
            case TEMPORARY_CREATE -> createTemporary(id, (TemporaryCreate) frame);
            case TEMPORARY_DELETE -> deleteTemporary(id, (TemporaryDelete) frame);
            case SESSION_RESTART -> machine.restartSession(id, ((SessionRestart) frame).request());
            case SESSION_CLOSE -> close(session, (SessionClose) frame);
            case TRANSACTION_BEGIN -> begin(id, (TransactionBegin) frame);
            case TRANSACTION_END -> machine.endTransaction(id, ((TransactionEnd) frame).transaction());
            case TRANSACTION_PREPARE -> prepare(id, (TransactionPrepare) frame);
            case TRANSACTION_COMMIT -> commit(id, (TransactionCommit) frame);
            case TRANSACTION_ROLLBACK -> rollBack(id, (TransactionRollback) frame);
            case TRANSACTION_FORGET -> forget(id, (TransactionForget) frame);
            case TRANSACTION_RECOVER -> machine.recoverTransactions(id, ((TransactionRecover) frame).request());
            case TRANSACTION_COMPLETE -> complete(id, (TransactionComplete) frame);
            case TRANSACTION_LIST -> machine.listTransactions(id, ((TransactionList) frame).request());
            default -> throw ProtocolException.protocolError("a frame " + frame.type() + ", which only servers send");
        }
    }

    @Override
    public void onConnectionLost() {
        sessions.values().forEach(table::remove);
        sessions.clear();
        if (agent.isRunning()) {
            agent.beginInput();
            machine.loseConnection(connectionId);
            agent.hurry();
        }
        onLost.run();
    }

    /** The session's last answer was given: its number is free again. */
    void ended(NativeSession session) {
        table.remove(session);
        sessions.remove(session.number(), session);
    }

    private void open(SessionOpen frame) {
        if (frame.session() <= 0 || sessions.containsKey(frame.session())) {
            throw ProtocolException.protocolError("session number " + frame.session() + " is not free");
        }
        int sessionsMax = connection.limits().sessionsMax();
        if (sessions.size() >= sessionsMax) {
            connection.write(new Failed(
                    frame.session(),
                    frame.request(),
                    ErrorCode.RESOURCE_LIMIT,
                    "a connection has at most " + sessionsMax + " sessions"));
            return;
        }
        NativeSession session = table.open(this, connection, frame.session());
        sessions.put(frame.session(), session);
        session.opening(frame.request());
        machine.openSession(connectionId, session.id(), frame.request());
    }

    private void close(NativeSession session, SessionClose frame) {
        session.closing(frame.request());
        machine.closeSession(session.id(), frame.request());
        if (frame.request() == 0) {
            ended(session);
        }
    }

    private void send(long id, Send frame) {
        machine.send(id, frame.sequence(), frame.transaction(), frame.confirm(), frame.message());
    }

    private void settle(long id, Settle frame) {
        machine.settle(id, frame.request(), frame.transaction(), frame.outcome(), frame.ranges());
    }

    private void credit(long id, Credit frame) {
        machine.credit(id, frame.consumer(), frame.messages(), frame.bytes());
    }

    private void attach(long id, ConsumerAttach frame) {
        machine.attach(
                id,
                frame.request(),
                frame.consumer(),
                new ConsumerSource(frame.destination(), frame.selector(), frame.noLocal(), frame.subscription()));
    }

    private void detach(long id, ConsumerDetach frame) {
        machine.detach(id, frame.request(), frame.consumer(), frame.keep());
    }

    private void createTemporary(long id, TemporaryCreate frame) {
        machine.createTemporary(id, frame.request(), frame.destination());
    }

    private void deleteTemporary(long id, TemporaryDelete frame) {
        machine.deleteTemporary(id, frame.request(), frame.destination());
    }

    private void openBrowser(long id, BrowserOpen frame) {
        machine.openBrowser(id, frame.request(), frame.browser(), frame.destination(), frame.selector());
    }

    private void browse(long id, Browse frame) {
        machine.browse(id, frame.request(), frame.browser(), frame.messages(), frame.bytes());
    }

    private void closeBrowser(long id, BrowserClose frame) {
        machine.closeBrowser(id, frame.request(), frame.browser());
    }

    private void unsubscribe(long id, Unsubscribe frame) {
        machine.unsubscribe(id, frame.request(), frame.name());
    }

    private void begin(long id, TransactionBegin frame) {
        machine.beginTransaction(id, frame.request(), frame.transaction(), frame.id(), frame.join());
    }

    private void prepare(long id, TransactionPrepare frame) {
        machine.prepareTransaction(id, frame.request(), frame.id());
    }

    private void commit(long id, TransactionCommit frame) {
        machine.commitTransaction(id, frame.request(), frame.id(), frame.onePhase());
    }

    private void rollBack(long id, TransactionRollback frame) {
        machine.rollbackTransaction(id, frame.request(), frame.id());
    }

    private void complete(long id, TransactionComplete frame) {
        machine.completeHeuristically(id, frame.request(), frame.id(), frame.commit());
    }

    private void forget(long id, TransactionForget frame) {
        machine.forgetTransaction(id, frame.request(), frame.id());
    }
}
