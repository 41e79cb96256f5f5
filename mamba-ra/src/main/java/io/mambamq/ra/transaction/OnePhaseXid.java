// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.transaction;

import java.nio.ByteBuffer;
import java.util.UUID;
import javax.transaction.xa.Xid;

/** The name of a local transaction: unique by chance, never seen by a transaction manager, never prepared. */
record OnePhaseXid(UUID id) implements Xid {
    private static final int FORMAT_ID = 0x4d424c54; // "MBLT"
    private static final byte[] ONLY_BRANCH = {1};

    static OnePhaseXid random() {
        return new OnePhaseXid(UUID.randomUUID());
    }

    @Override
    public int getFormatId() {
        return FORMAT_ID;
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    @Override
    public byte[] getBranchQualifier() {
        return ONLY_BRANCH.clone();
    }
}
