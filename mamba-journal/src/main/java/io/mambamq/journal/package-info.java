// SPDX-License-Identifier: Apache-2.0
/**
 * An append-only file journal: records in, confirmed when they are on disk, replayed in order at the next start.
 *
 * <p>Entry class: {@link io.mambamq.journal.Journal}. Any thread may append. Three threads belong to a journal, each runs one
 * {@link io.mambamq.journal.agent.Agent}:
 *
 * <ul>
 *   <li>the writer writes and syncs the log ({@code write});
 *   <li>the pages thread prepares segments ahead of it, writes checkpoints and page files, owns the superblock and gives
 *       segments back ({@code reclaim}, {@code checkpoint}, {@code page});
 *   <li>the reader reads bodies back, from segments or page files ({@code read}), and looks whether the writer comes back
 *       from the storage.
 * </ul>
 *
 * <p>Completions run on the executors the callers hand in. When and of what a checkpoint is taken decides the owner of the
 * records, on its own thread ({@link io.mambamq.journal.Checkpoint}). The journal knows nothing of queues or messages: a
 * record is a user type, a stream number and bytes.
 *
 * <p>The format and its rules are drawn in {@code docs/journal.md}.
 */
@NullMarked
package io.mambamq.journal;

import org.jspecify.annotations.NullMarked;
