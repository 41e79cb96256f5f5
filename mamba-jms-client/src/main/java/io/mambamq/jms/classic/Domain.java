// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.classic;

import jakarta.jms.IllegalStateException;

/** Which of the classic API's domains a session was created for (JMS 3.1 ch. 4). */
enum Domain {
    COMMON,
    QUEUE,
    TOPIC;

    /** For what a {@code QueueSession} or {@code QueueConnection} inherits and does not offer (JMS 3.1 §9.2). */
    void requireTopics(String method) throws IllegalStateException {
        if (this == QUEUE) {
            throw new IllegalStateException(method + " is not for the queue domain");
        }
    }

    /** For what a {@code TopicSession} inherits and does not offer (JMS 3.1 §9.2). */
    void requireQueues(String method) throws IllegalStateException {
        if (this == TOPIC) {
            throw new IllegalStateException(method + " is not for the topic domain");
        }
    }
}
