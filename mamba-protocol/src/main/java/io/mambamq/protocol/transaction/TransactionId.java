// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.transaction;

import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Names a transaction for ever: chosen by the client, so that its outcome can still be asked for on another connection.
 */
public sealed interface TransactionId {
    int LOCAL = 1;
    int XA = 2;

    void encode(ByteSink sink);

    static TransactionId decode(ByteReader reader) {
        int kind = reader.readByte();
        return switch (kind) {
            case LOCAL -> new Local(reader.readLong(), reader.readLong(), reader.readLong());
            case XA -> Xa.decodeXa(reader);
            default -> throw ProtocolException.protocolError("a transaction id of the unknown kind " + kind);
        };
    }

    /** The transaction of a transacted session: the client's UUID and a number that grows with each of its transactions. */
    record Local(long clientHigh, long clientLow, long number) implements TransactionId {
        @Override
        public void encode(ByteSink sink) {
            sink.putByte(LOCAL);
            sink.putLong(clientHigh);
            sink.putLong(clientLow);
            sink.putLong(number);
        }

        @Override
        public String toString() {
            return "local:" + new UUID(clientHigh, clientLow) + '-' + number;
        }
    }

    /**
     * A branch of a distributed transaction: the bits of its Xid, unchanged (Connectors 2.1 §8.6.2).
     *
     * <p>Equal when all three parts are. The arrays are copied in and out.
     */
    final class Xa implements TransactionId {
        /** Longest global transaction id and branch qualifier (X/Open XA). */
        public static final int PART_BYTES_MAX = 64;

        private static final String SCHEME = "xa";
        private static final String PATTERN = SCHEME + ":<format id>:<global transaction id>:<branch qualifier>";

        private final int formatId;
        private final byte[] globalTransactionId;
        private final byte[] branchQualifier;

        /**
         * Copies the parts.
         *
         * @throws IllegalArgumentException if a part is longer than 64 bytes
         */
        public Xa(int formatId, byte[] globalTransactionId, byte[] branchQualifier) {
            requirePart(globalTransactionId, "global transaction id");
            requirePart(branchQualifier, "branch qualifier");
            this.formatId = formatId;
            this.globalTransactionId = globalTransactionId.clone();
            this.branchQualifier = branchQualifier.clone();
        }

        public int formatId() {
            return formatId;
        }

        public byte[] globalTransactionId() {
            return globalTransactionId.clone();
        }

        public byte[] branchQualifier() {
            return branchQualifier.clone();
        }

        @Override
        public void encode(ByteSink sink) {
            sink.putByte(XA);
            sink.putInt(formatId);
            sink.putByte(globalTransactionId.length);
            sink.putBytes(globalTransactionId);
            sink.putByte(branchQualifier.length);
            sink.putBytes(branchQualifier);
        }

        /**
         * Reads what {@link #toString} gives.
         *
         * @throws IllegalArgumentException if it is something else; says what is wrong
         */
        public static Xa parse(String text) {
            String[] parts = text.split(":", -1);
            if (parts.length != 4 || !parts[0].equals(SCHEME)) {
                throw new IllegalArgumentException("\"" + text + "\" is no xid: it is written " + PATTERN);
            }
            return new Xa(parseFormatId(parts[1]), parseHex(parts[2]), parseHex(parts[3]));
        }

        private static int parseFormatId(String text) {
            try {
                return Integer.parseInt(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "\"" + text + "\" is no format id, which is a number; an xid is written " + PATTERN, e);
            }
        }

        private static byte[] parseHex(String text) {
            try {
                return HexFormat.of().parseHex(text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "\"" + text + "\" is not hexadecimal with two digits for a byte; an xid is written " + PATTERN,
                        e);
            }
        }

        private static Xa decodeXa(ByteReader reader) {
            int formatId = reader.readInt();
            byte[] global = readPart(reader);
            return new Xa(formatId, global, readPart(reader));
        }

        private static byte[] readPart(ByteReader reader) {
            int length = reader.readByte();
            if (length > PART_BYTES_MAX) {
                throw ProtocolException.protocolError("an xid part of " + length + " bytes, at most 64 are allowed");
            }
            return reader.readBytes(length);
        }

        private static void requirePart(byte[] part, String name) {
            if (part.length > PART_BYTES_MAX) {
                throw new IllegalArgumentException("a " + name + " has at most 64 bytes, this one has " + part.length);
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Xa xa
                    && formatId == xa.formatId
                    && Arrays.equals(globalTransactionId, xa.globalTransactionId)
                    && Arrays.equals(branchQualifier, xa.branchQualifier);
        }

        @Override
        public int hashCode() {
            return (formatId * 31 + Arrays.hashCode(globalTransactionId)) * 31 + Arrays.hashCode(branchQualifier);
        }

        @Override
        public String toString() {
            HexFormat hex = HexFormat.of();
            return SCHEME
                    + ':'
                    + formatId
                    + ':'
                    + hex.formatHex(globalTransactionId)
                    + ':'
                    + hex.formatHex(branchQualifier);
        }
    }
}
