// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.protocol.message.MessageId;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Names that nothing at any broker ever had: the uuid of a client's connection and a number. Any thread. */
public final class UniqueNames {
    private final UUID uuid;
    private final AtomicLong messageNumbers = new AtomicLong();
    private final AtomicLong transactionNumbers = new AtomicLong();
    private final AtomicLong temporaryNumbers = new AtomicLong();

    UniqueNames(UUID uuid) {
        this.uuid = uuid;
    }

    public MessageId nextMessageId() {
        return new MessageId(
                uuid.getMostSignificantBits(), uuid.getLeastSignificantBits(), messageNumbers.incrementAndGet());
    }

    public TransactionId nextTransactionId() {
        return new TransactionId.Local(
                uuid.getMostSignificantBits(), uuid.getLeastSignificantBits(), transactionNumbers.incrementAndGet());
    }

    /** Of a temporary destination. */
    public String nextTemporaryName() {
        return uuid + "-" + temporaryNumbers.incrementAndGet();
    }
}
