// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.message;

import java.util.UUID;

/**
 * Who sent a message and as its how-manieth: the sending client's UUID and a sequence number that grows by one with each
 * message of that client. Unique without asking the server, and the same when a send is repeated after a reconnect.
 */
public record MessageId(long clientHigh, long clientLow, long sequence) {
    /** The form that {@code JMSMessageID} shows (JMS 3.1 §3.4.3): {@code ID:<uuid>-<sequence>}. */
    @Override
    public String toString() {
        return "ID:" + new UUID(clientHigh, clientLow) + '-' + sequence;
    }
}
