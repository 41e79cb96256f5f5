// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.handler;

import io.mambamq.core.effect.Effect;
import io.mambamq.core.effect.EffectList;
import io.mambamq.core.effect.Refused;
import io.mambamq.core.effect.Succeeded;
import io.mambamq.core.log.Proposals;
import io.mambamq.protocol.ErrorCode;

/** How handlers answer requests. A request of number 0 asks for no answer to its success; a refusal is always told. */
public final class Answers {
    private final EffectList effects;
    private final Proposals proposals;

    public Answers(EffectList effects, Proposals proposals) {
        this.effects = effects;
        this.proposals = proposals;
    }

    void now(Effect effect) {
        effects.add(effect);
    }

    /** The effect once everything proposed so far is durable. */
    void whenDurable(Effect effect) {
        proposals.afterProposed(() -> effects.add(effect));
    }

    /** The answer once everything proposed so far is durable. */
    void whenDurable(Runnable answer) {
        proposals.afterProposed(answer);
    }

    void succeed(long session, int request, long value) {
        if (request != 0) {
            now(new Succeeded(session, request, value));
        }
    }

    void succeedWhenDurable(long session, int request) {
        if (request != 0) {
            whenDurable(new Succeeded(session, request, 0));
        }
    }

    void refuse(long session, int request, ErrorCode code, String text) {
        now(new Refused(session, request, code, text));
    }

    void refuseWhenDurable(long session, int request, Refusal refusal) {
        whenDurable(new Refused(session, request, refusal.code(), refusal.text()));
    }

    void refuseUnknownSession(long session, int request) {
        refuse(session, request, ErrorCode.PROTOCOL_ERROR, "the session is not open");
    }
}
