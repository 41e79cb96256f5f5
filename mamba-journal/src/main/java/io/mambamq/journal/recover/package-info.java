// SPDX-License-Identifier: Apache-2.0
/**
 * From the files to the state the writer goes on from. Entry class: {@link io.mambamq.journal.recover.Recovery}. Runs on
 * the thread that opens the journal, before any other thread is started, with file handles of its own.
 *
 * <p>The rule by which an unfinished tail is told from damage stands in
 * {@link io.mambamq.journal.recover.TailJudge}.
 */
@NullMarked
package io.mambamq.journal.recover;

import org.jspecify.annotations.NullMarked;
