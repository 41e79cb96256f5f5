// SPDX-License-Identifier: Apache-2.0

/**
 * A disk in memory that loses, tears and refuses what a real one may. Everything follows from one seed; one thread.
 * Entry class: {@link io.mambamq.journal.sim.SimDisk}.
 */
@NullMarked
package io.mambamq.journal.sim;

import org.jspecify.annotations.NullMarked;
