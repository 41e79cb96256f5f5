// SPDX-License-Identifier: Apache-2.0
/**
 * An append-only file journal: records in, confirmed when they are on disk, replayed in order at the next start.
 *
 * <p>Entry class: {@link io.mambamq.journal.Journal}. Any thread may append; one thread per journal writes and syncs, a
 * second prepares segments ahead, a third reads bodies back. Completions run on the executors the callers hand in. The
 * journal knows nothing of queues or messages: a record is a user type, a stream number and bytes.
 *
 * <p>The format and its rules are drawn in {@code docs/journal.md}.
 */
@NullMarked
package io.mambamq.journal;

import org.jspecify.annotations.NullMarked;
