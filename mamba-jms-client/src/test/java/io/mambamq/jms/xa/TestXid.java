// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.xa;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import javax.transaction.xa.Xid;

/** A transaction manager's branch; each is unique. */
record TestXid(int formatId, byte[] global, byte[] branch) implements Xid {
    private static final AtomicLong NUMBERS = new AtomicLong(System.nanoTime());

    static TestXid next() {
        byte[] global = ByteBuffer.allocate(Long.BYTES).putLong(NUMBERS.incrementAndGet()).array();
        return new TestXid(0x4d42, global, new byte[] {0, -1, 127});
    }

    @Override
    public int getFormatId() {
        return formatId;
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return global.clone();
    }

    @Override
    public byte[] getBranchQualifier() {
        return branch.clone();
    }
}
