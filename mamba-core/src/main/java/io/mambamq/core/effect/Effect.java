// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.effect;

/**
 * Something the machine wants done: an answer, a delivery, a grant. Carried out by the server in the order in which the
 * machine produced them. Nothing that an effect tells is untrue after a crash: answers are produced only when what they
 * answer for has committed.
 *
 * <p>An effect for a session that is gone is dropped by whoever carries it out.
 */
public sealed interface Effect
        permits SendConfirmed,
                SendRefused,
                SendCreditGranted,
                Deliver,
                Browsed,
                Examine,
                Drained,
                Succeeded,
                Refused,
                InDoubt,
                BranchListed,
                BodyReleased {
    EffectType type();
}
