// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.format;

/** A record as it was read back. The array is the reader's to give away. */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record StoredRecord(int userType, int stream, byte[] body) {}
