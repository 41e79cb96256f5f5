// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.container;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import javax.transaction.xa.Xid;

/** The name that a transaction manager gives a branch. */
public record BranchId(long transaction, int branch) implements Xid {
    private static final int FORMAT_ID = 0x54455354;

    @Override
    public int getFormatId() {
        return FORMAT_ID;
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return ByteBuffer.allocate(Long.BYTES).putLong(transaction).array();
    }

    @Override
    public byte[] getBranchQualifier() {
        return ByteBuffer.allocate(Integer.BYTES).putInt(branch).array();
    }

    /** As the command line wants it. */
    public String asText() {
        HexFormat hex = HexFormat.of();
        return "xa:" + FORMAT_ID + ':' + hex.formatHex(getGlobalTransactionId()) + ':'
                + hex.formatHex(getBranchQualifier());
    }

    /** Xids are compared by what they say: the broker returns its own class. */
    public boolean names(Xid other) {
        return other.getFormatId() == FORMAT_ID
                && Arrays.equals(other.getGlobalTransactionId(), getGlobalTransactionId())
                && Arrays.equals(other.getBranchQualifier(), getBranchQualifier());
    }
}
