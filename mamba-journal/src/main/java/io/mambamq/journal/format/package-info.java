// SPDX-License-Identifier: Apache-2.0
/**
 * The bytes on disk: superblock, segment header, batch header, record. Little endian, every checksum CRC32C. Pure: no
 * files, no threads; instances are confined to the thread that uses them. Layouts are drawn at the class that encodes
 * them, golden files in the tests hold them still.
 */
@NullMarked
package io.mambamq.journal.format;

import org.jspecify.annotations.NullMarked;
