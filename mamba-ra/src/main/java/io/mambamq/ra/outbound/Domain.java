// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.outbound;

import jakarta.jms.IllegalStateException;

/** The interfaces that an application works with; each of the two older ones forbids the other's methods (§9.2). */
enum Domain {
    COMMON,
    QUEUE,
    TOPIC;

    /** A method that queue sessions do not have. */
    void requireTopics(String method) throws IllegalStateException {
        if (this == QUEUE) {
            throw new IllegalStateException(method + " is not possible on a QueueConnection's sessions");
        }
    }

    /** A method that topic sessions do not have. */
    void requireQueues(String method) throws IllegalStateException {
        if (this == TOPIC) {
            throw new IllegalStateException(method + " is not possible on a TopicConnection's sessions");
        }
    }
}
