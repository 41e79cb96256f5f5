// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.xa;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import javax.transaction.xa.Xid;

/** A transaction manager's branch; each is unique. */
public final class TestXid implements Xid {
    private static final AtomicLong NUMBERS = new AtomicLong(System.nanoTime());

    private final int formatId;
    private final byte[] global;
    private final byte[] branch;

    TestXid(byte[] global) {
        this(0x4d42, global, new byte[] {0, -1, 127});
    }

    TestXid(int formatId, byte[] global, byte[] branch) {
        this.formatId = formatId;
        this.global = global;
        this.branch = branch;
    }

    public static TestXid next() {
        return new TestXid(ByteBuffer.allocate(Long.BYTES)
                .putLong(NUMBERS.incrementAndGet())
                .array());
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
