// SPDX-License-Identifier: Apache-2.0
/**
 * Reads record bodies back by position, on the journal's reader thread. Entry class:
 * {@link io.mambamq.journal.read.ReaderAgent}.
 */
@NullMarked
package io.mambamq.journal.read;

import org.jspecify.annotations.NullMarked;
