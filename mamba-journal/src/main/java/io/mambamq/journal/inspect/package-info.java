// SPDX-License-Identifier: Apache-2.0

/**
 * Looks at a journal directory that no broker has open, down to the last byte, and goes on behind damage where a start
 * would refuse. Entry class: {@link io.mambamq.journal.inspect.JournalInspection}. Runs on the caller's thread, with the
 * directory locked, and changes nothing in it: {@link io.mambamq.journal.inspect.ReadOnlyLayer} sees to that.
 */
@NullMarked
package io.mambamq.journal.inspect;

import org.jspecify.annotations.NullMarked;
