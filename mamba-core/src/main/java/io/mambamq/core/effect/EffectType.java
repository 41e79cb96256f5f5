// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.effect;

/** The kinds of effects. */
public enum EffectType {
    SEND_CONFIRMED,
    SEND_REFUSED,
    SEND_CREDIT_GRANTED,
    DELIVER,
    BROWSED,
    EXAMINE,
    DRAINED,
    SUCCEEDED,
    REFUSED,
    IN_DOUBT,
    BRANCH_LISTED,
    BODY_RELEASED
}
