// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.inspect;

import java.nio.ByteBuffer;

/**
 * A record as it was appended, fragments put together again.
 *
 * @param position by which it is read again
 * @param body read-only, little endian, valid during the call only
 * @param copiedDamaged whether its body was damaged already when it was copied to a page file
 */
public record WholeRecord(
        long position, int userType, int stream, ByteBuffer body, boolean paged, boolean copiedDamaged) {}
