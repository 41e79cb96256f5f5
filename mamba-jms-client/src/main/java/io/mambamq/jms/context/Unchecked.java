// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.context;

import io.mambamq.jms.failure.JmsFailures;
import jakarta.jms.JMSException;
import org.jspecify.annotations.Nullable;

/** Runs what throws checked exceptions and throws their unchecked twins. */
final class Unchecked {
    @FunctionalInterface
    interface Call<T> {
        T call() throws JMSException;
    }

    @FunctionalInterface
    interface NullableCall<T> {
        @Nullable
        T call() throws JMSException;
    }

    @FunctionalInterface
    interface Action {
        void run() throws JMSException;
    }

    private Unchecked() {}

    static <T> T get(Call<T> call) {
        try {
            return call.call();
        } catch (JMSException e) {
            throw JmsFailures.unchecked(e);
        }
    }

    static <T> @Nullable T getNullable(NullableCall<T> call) {
        try {
            return call.call();
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
