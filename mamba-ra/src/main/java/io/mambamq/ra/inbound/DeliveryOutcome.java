// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import org.jspecify.annotations.Nullable;

/**
 * How a delivery to an endpoint ended.
 *
 * @param cause why it was not consumed, as far as the container lets one know
 */
record DeliveryOutcome(Kind kind, @Nullable Throwable cause) {
    /** The three ends. */
    enum Kind {
        /** Processed, and the transaction's outcome is not a rollback. */
        CONSUMED,
        /** The bean saw it, the message comes again. */
        FAILED,
        /** The container took no message, the bean did not see it. */
        UNAVAILABLE
    }

    static DeliveryOutcome consumed() {
        return new DeliveryOutcome(Kind.CONSUMED, null);
    }

    static DeliveryOutcome failed(@Nullable Throwable cause) {
        return new DeliveryOutcome(Kind.FAILED, cause);
    }

    static DeliveryOutcome unavailable(Exception cause) {
        return new DeliveryOutcome(Kind.UNAVAILABLE, cause);
    }

    boolean isConsumed() {
        return kind == Kind.CONSUMED;
    }

    String reason() {
        return cause == null ? "its transaction was rolled back" : cause.toString();
    }
}
