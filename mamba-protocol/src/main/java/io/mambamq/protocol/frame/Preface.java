// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.frame;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.ProtocolException;

/**
 * The first eight bytes that each side sends, before any frame: {@code M A M B A 0 major minor}. The server answers with
 * the version that will be spoken. They let one port serve several protocols.
 */
public final class Preface {
    public static final int BYTES = 8;
    public static final int MAJOR = 1;
    public static final int MINOR = 0;

    private static final byte[] MAGIC = {'M', 'A', 'M', 'B', 'A', 0};

    private Preface() {}

    public static byte[] bytes() {
        byte[] preface = new byte[BYTES];
        System.arraycopy(MAGIC, 0, preface, 0, MAGIC.length);
        preface[MAGIC.length] = MAJOR;
        preface[MAGIC.length + 1] = MINOR;
        return preface;
    }

    /** Whether these bytes can be the beginning of a preface; for telling protocols apart. */
    public static boolean matches(byte[] bytes, int length) {
        for (int i = 0; i < Math.min(length, MAGIC.length); i++) {
            if (bytes[i] != MAGIC[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * The peer speaks this protocol in this major version.
     *
     * @param bytes the peer's eight bytes
     * @throws ProtocolException if they are of another protocol or of a major version that is not spoken here
     */
    public static void require(byte[] bytes) {
        if (!matches(bytes, BYTES)) {
            throw ProtocolException.protocolError("the peer does not speak Mamba's protocol");
        }
        int major = bytes[MAGIC.length];
        if (major != MAJOR) {
            throw new ProtocolException(
                    ErrorCode.VERSION_NOT_SUPPORTED, "the peer speaks version " + major + ", here it is " + MAJOR);
        }
    }
}
