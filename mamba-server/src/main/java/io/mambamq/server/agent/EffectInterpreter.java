// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

import io.mambamq.core.effect.BodyReleased;
import io.mambamq.core.effect.BranchListed;
import io.mambamq.core.effect.Browsed;
import io.mambamq.core.effect.Deliver;
import io.mambamq.core.effect.Drained;
import io.mambamq.core.effect.Effect;
import io.mambamq.core.effect.Examine;
import io.mambamq.core.effect.InDoubt;
import io.mambamq.core.effect.Refused;
import io.mambamq.core.effect.SendConfirmed;
import io.mambamq.core.effect.SendCreditGranted;
import io.mambamq.core.effect.SendRefused;
import io.mambamq.core.effect.Succeeded;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.Done;
import io.mambamq.protocol.frame.Failed;
import io.mambamq.protocol.frame.SendCredit;
import io.mambamq.protocol.frame.SendFailed;
import io.mambamq.protocol.frame.TransactionListed;
import io.mambamq.protocol.frame.TransactionsInDoubt;
import io.mambamq.server.ServerLog;
import io.mambamq.server.body.BodyStore;
import io.mambamq.server.connection.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Carries out what the machine wants done, in its order. What is for a session that is gone is dropped. */
final class EffectInterpreter implements Consumer<Effect> {
    private final SessionTable sessions;
    private final BodyStore bodies;
    private final Examinations examinations;
    private final List<NativeSession> confirming = new ArrayList<>();

    EffectInterpreter(SessionTable sessions, BodyStore bodies, Examinations examinations) {
        this.examinations = examinations;
        this.sessions = sessions;
        this.bodies = bodies;
    }

    @Override
    public void accept(Effect effect) {
        switch (effect.type()) {
            case SEND_CONFIRMED -> sendConfirmed((SendConfirmed) effect);
            case SEND_REFUSED -> sendRefused((SendRefused) effect);
            case SEND_CREDIT_GRANTED -> sendCreditGranted((SendCreditGranted) effect);
            case DELIVER -> deliver((Deliver) effect);
            case BROWSED -> browsed((Browsed) effect);
            case EXAMINE -> examinations.begin((Examine) effect);
            case DRAINED -> drained((Drained) effect);
            case SUCCEEDED -> succeeded((Succeeded) effect);
            case REFUSED -> refused((Refused) effect);
            case IN_DOUBT -> inDoubt((InDoubt) effect);
            case BRANCH_LISTED -> branchListed((BranchListed) effect);
            case BODY_RELEASED -> bodies.release(((BodyReleased) effect).position());
        }
    }

    /** The duty cycle ends: what was confirmed in it is told, a range at a time. */
    void writeConfirmations() {
        confirming.forEach(NativeSession::writeConfirmed);
        confirming.clear();
    }

    private void sendConfirmed(SendConfirmed effect) {
        NativeSession session = sessions.find(effect.session());
        if (session != null && session.confirm(effect.sequence())) {
            confirming.add(session);
        }
    }

    private void sendRefused(SendRefused effect) {
        NativeSession session = sessions.find(effect.session());
        if (session == null) {
            return;
        }
        if (effect.code() == ErrorCode.PROTOCOL_ERROR) {
            end(session.connection(), effect.text());
        } else {
            session.writeAboutSends(new SendFailed(session.number(), effect.sequence(), effect.code(), effect.text()));
        }
    }

    private void sendCreditGranted(SendCreditGranted effect) {
        NativeSession session = sessions.find(effect.session());
        if (session != null) {
            session.opened();
            session.writeAboutSends(new SendCredit(session.number(), effect.bytes()));
        }
    }

    private void deliver(Deliver effect) {
        NativeSession session = sessions.find(effect.session());
        if (session != null) {
            session.deliver(effect, bodies);
        }
    }

    private void browsed(Browsed effect) {
        NativeSession session = sessions.find(effect.session());
        if (session != null) {
            session.show(effect, bodies);
        }
    }

    private void drained(Drained effect) {
        NativeSession session = sessions.find(effect.session());
        if (session != null) {
            session.write(new io.mambamq.protocol.frame.Drained(session.number(), effect.consumer()));
        }
    }

    private void succeeded(Succeeded effect) {
        NativeSession session = sessions.find(effect.session());
        if (session != null) {
            session.write(new Done(session.number(), effect.request(), effect.value()));
            if (session.isClosedBy(effect.request())) {
                session.ended();
            }
        }
    }

    private void refused(Refused effect) {
        NativeSession session = sessions.find(effect.session());
        if (session == null) {
            return;
        }
        if (effect.code() == ErrorCode.PROTOCOL_ERROR) {
            end(session.connection(), effect.text());
        } else if (effect.request() != 0) {
            session.write(new Failed(session.number(), effect.request(), effect.code(), effect.text()));
        }
        if (session.isOpenedBy(effect.request())) {
            session.ended();
        }
    }

    private void inDoubt(InDoubt effect) {
        NativeSession session = sessions.find(effect.session());
        if (session != null) {
            session.write(new TransactionsInDoubt(session.number(), effect.request(), effect.ids()));
        }
    }

    private void branchListed(BranchListed effect) {
        NativeSession session = sessions.find(effect.session());
        if (session != null) {
            session.write(new TransactionListed(session.number(), effect.request(), effect.branch()));
        }
    }

    private static void end(Connection connection, String why) {
        ServerLog.LOG.protocolViolation(connection.peer(), ErrorCode.PROTOCOL_ERROR, why);
        connection.close(ErrorCode.PROTOCOL_ERROR, why);
    }
}
