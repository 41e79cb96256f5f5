// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.outbound;

import io.mambamq.jms.failure.JmsFailures;
import jakarta.jms.JMSException;
import org.jspecify.annotations.Nullable;

/** Calls of the classic API on behalf of the simplified one, whose exceptions are unchecked (JMS 3.1 §10.2). */
final class Unchecked {
    private Unchecked() {}

    /** A call that has a result. */
    interface Call<T> {
        T run() throws JMSException;
    }

    /** A call that may have a result. */
    interface NullableCall<T> {
        @Nullable
        T run() throws JMSException;
    }

    /** A call that has none. */
    interface Action {
        void run() throws JMSException;
    }

    static <T> T get(Call<T> call) {
        try {
            return call.run();
        } catch (JMSException e) {
            throw JmsFailures.unchecked(e);
        }
    }

    static <T> @Nullable T getOrNull(NullableCall<T> call) {
        try {
            return call.run();
        } catch (JMSException e) {
            throw JmsFailures.unchecked(e);
        }
    }

    static void run(Action action) {
        try {
            action.run();
        } catch (JMSException e) {
            throw JmsFailures.unchecked(e);
        }
    }
}
