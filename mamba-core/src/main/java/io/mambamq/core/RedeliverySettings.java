// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core;

import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.redelivery.RedeliveryPolicy;

/**
 * What becomes of messages that applications were given and did not accept.
 *
 * @param policy of consumers that say nothing else
 * @param deadLetterQueue where a message goes whose attempts are used up; declared when the first one does
 * @param deadLetterBytesMax the largest message that can go there, with what is said of it
 */
public record RedeliverySettings(RedeliveryPolicy policy, DestinationName deadLetterQueue, int deadLetterBytesMax) {
    public static final RedeliverySettings DEFAULT =
            new RedeliverySettings(RedeliveryPolicy.DEFAULT, DestinationName.queue("DLQ"), 16 << 20);

    /**
     * Checks that the dead-letter queue is one.
     *
     * @throws IllegalArgumentException if it is a topic or temporary, or no message could go there
     */
    public RedeliverySettings {
        if (!deadLetterQueue.kind().isQueue() || deadLetterQueue.kind().isTemporary()) {
            throw new IllegalArgumentException(
                    "the dead-letter queue must be a queue that is not temporary, not " + deadLetterQueue);
        }
        if (deadLetterBytesMax <= 0) {
            throw new IllegalArgumentException("deadLetterBytesMax must be positive, not " + deadLetterBytesMax);
        }
    }

    public RedeliverySettings withPolicy(RedeliveryPolicy value) {
        return new RedeliverySettings(value, deadLetterQueue, deadLetterBytesMax);
    }

    public RedeliverySettings withDeadLetterQueue(DestinationName value) {
        return new RedeliverySettings(policy, value, deadLetterBytesMax);
    }

    public RedeliverySettings withDeadLetterBytesMax(int value) {
        return new RedeliverySettings(policy, deadLetterQueue, value);
    }
}
