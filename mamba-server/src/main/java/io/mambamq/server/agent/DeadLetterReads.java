// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

import io.mambamq.core.effect.ReadDeadLetter;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.server.ServerLog;
import io.mambamq.server.body.BodyReceiver;
import io.mambamq.server.body.BodyStore;
import org.jspecify.annotations.Nullable;

/** Fetches messages that are to go to the dead-letter queue, and shows them in a later turn of the loop. */
final class DeadLetterReads {
    /** Shows the machine what it asked for; null for what cannot be read. */
    @FunctionalInterface
    interface Answer {
        void read(long number, @Nullable EncodedMessage message);
    }

    private final BodyStore bodies;
    private final AgentLoop loop;
    private final Answer answer;

    /** The answer is called by the loop, never from within {@link #begin}. */
    DeadLetterReads(BodyStore bodies, AgentLoop loop, Answer answer) {
        this.bodies = bodies;
        this.loop = loop;
        this.answer = answer;
    }

    void begin(ReadDeadLetter asked) {
        EncodedMessage cached = bodies.cached(asked.position());
        if (cached != null) {
            finish(asked, cached);
            return;
        }
        bodies.read(asked.stream(), asked.position(), new BodyReceiver() {
            @Override
            public void body(EncodedMessage message) {
                finish(asked, message);
            }

            @Override
            public void unreadable(long position, Exception cause) {
                ServerLog.LOG.deadLetterUnreadable(position, cause.getMessage());
                finish(asked, null);
            }
        });
    }

    private void finish(ReadDeadLetter asked, @Nullable EncodedMessage message) {
        loop.execute(() -> answer.read(asked.number(), message));
    }
}
