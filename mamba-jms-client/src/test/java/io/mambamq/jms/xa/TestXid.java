// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.xa;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import javax.transaction.xa.Xid;

/** A transaction manager's branch; each is unique. */
public final class TestXid implements Xid {
    private static final AtomicLong NUMBERS = new AtomicLong(System.nanoTime());

    private final byte[] global;

    TestXid(byte[] global) {
        this.global = global;
    }

    public static TestXid next() {
        return new TestXid(ByteBuffer.allocate(Long.BYTES)
                .putLong(NUMBERS.incrementAndGet())
                .array());
    }

    @Override
    public int getFormatId() {
        return 0x4d42;
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return global.clone();
    }

    @Override
    public byte[] getBranchQualifier() {
        return new byte[] {0, -1, 127};
    }
}
