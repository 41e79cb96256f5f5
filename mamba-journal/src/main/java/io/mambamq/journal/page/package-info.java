// SPDX-License-Identifier: Apache-2.0

/**
 * Page files: where records go that outlive their segment of the log, one file per stream, or one for many that have
 * little. A file is written once, for one checkpoint, and deleted when nothing of it is live. Nothing per record is kept
 * in memory.
 *
 * <p>Entry classes: {@link io.mambamq.journal.page.PageCatalog} says which file holds what,
 * {@link io.mambamq.journal.page.PageReader} reads records back, {@link io.mambamq.journal.page.PageRound} writes the
 * files of one checkpoint. Nothing here knows what log stands in front: a record is named by its stream and its position
 * in that log, whatever it is.
 */
@NullMarked
package io.mambamq.journal.page;

import org.jspecify.annotations.NullMarked;
