// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.body;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A body in memory; part of an array that nobody writes to. */
public final class ArrayBody implements BodySource {
    public static final ArrayBody EMPTY = new ArrayBody(new byte[0], 0, 0);

    private final byte[] array;
    private final int offset;
    private final int length;

    public ArrayBody(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    @Override
    public long lengthBytes() {
        return length;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(array, offset, length);
    }
}
