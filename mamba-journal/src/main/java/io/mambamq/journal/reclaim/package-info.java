// SPDX-License-Identifier: Apache-2.0

/**
 * Gives the log's space back, oldest first. A checkpoint makes the log before it superfluous for replay; what is still
 * live of it goes into page files; then the segments are free for the writer again. The checkpoint is the only point at
 * which anything is reclaimed.
 *
 * <pre>
 *   owner's thread                       mamba-journal-pages                        mamba-journal-reader
 *   ReclaimPlan, OpenCheckpoint  ──►  Reclaimer: CheckpointWriter (pieces)
 *   live(...), write(...), commit ──► CheckpointCommit: PageRound, superblock ──►  reads old positions in pages
 *                                      segments to the pool, dead page files ◄──   from now on
 * </pre>
 *
 * <p>Entry class: {@link io.mambamq.journal.reclaim.Reclaimer}.
 */
@NullMarked
package io.mambamq.journal.reclaim;

import org.jspecify.annotations.NullMarked;
