// SPDX-License-Identifier: Apache-2.0
/**
 * The write path. Entry class: {@link io.mambamq.journal.write.WriterAgent}, the only one that writes and syncs the log,
 * on the writer thread. {@link io.mambamq.journal.write.SegmentPreparer} zero-fills segments ahead of it on a thread of
 * its own; the two meet in {@link io.mambamq.journal.write.SegmentPool}. Appenders meet the writer in
 * {@link io.mambamq.journal.write.AppendInbox} only.
 */
@NullMarked
package io.mambamq.journal.write;

import org.jspecify.annotations.NullMarked;
