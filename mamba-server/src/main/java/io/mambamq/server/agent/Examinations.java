// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

import io.mambamq.core.effect.Examine;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.server.ServerLog;
import io.mambamq.server.body.BodyReceiver;
import io.mambamq.server.body.BodyStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the messages that the machine wants to try a selector on, from the cache or the journal, and shows them in a
 * later turn of the loop: however long a queue is looked through, what came in meanwhile has its turn between two pieces.
 */
final class Examinations {
    /** Shows the machine what it asked for. */
    @FunctionalInterface
    interface Answer {
        void examined(Examine asked, List<@Nullable EncodedMessage> messages);
    }

    private final BodyStore bodies;
    private final AgentLoop loop;
    private final Answer answer;

    /** The answer is called by the loop, never from within {@link #begin}. */
    Examinations(BodyStore bodies, AgentLoop loop, Answer answer) {
        this.bodies = bodies;
        this.loop = loop;
        this.answer = answer;
    }

    void begin(Examine asked) {
        new Gathering(asked).begin();
    }

    private final class Gathering {
        private final Examine asked;
        private final List<@Nullable EncodedMessage> messages;
        private int missing;

        Gathering(Examine asked) {
            this.asked = asked;
            messages = new ArrayList<>(Collections.nCopies(asked.positions().size(), null));
        }

        void begin() {
            for (int i = 0; i < messages.size(); i++) {
                EncodedMessage cached = bodies.cached(asked.positions().get(i));
                messages.set(i, cached);
                if (cached == null) {
                    missing++;
                }
            }
            if (missing == 0) {
                finish();
                return;
            }
            for (int i = 0; i < messages.size(); i++) {
                if (messages.get(i) == null) {
                    read(i);
                }
            }
        }

        private void read(int index) {
            bodies.read(asked.stream(), asked.positions().get(index), new BodyReceiver() {
                @Override
                public void body(EncodedMessage message) {
                    messages.set(index, message);
                    came();
                }

                @Override
                public void unreadable(long position, Exception cause) {
                    // Another consumer may have settled it meanwhile; the machine knows, and passes it by.
                    ServerLog.LOG.messageNotExamined(position, cause.getMessage());
                    came();
                }
            });
        }

        private void came() {
            missing--;
            if (missing == 0) {
                finish();
            }
        }

        private void finish() {
            loop.execute(() -> answer.examined(asked, messages));
        }
    }
}
