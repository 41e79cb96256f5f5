// SPDX-License-Identifier: Apache-2.0

/**
 * Mamba's journal beside Artemis' in several configurations, on one disk, in one run:
 * {@link io.mambamq.bench.journal.JournalComparison} is the entry and runs on one thread. It measures nothing itself, it starts
 * one {@link io.mambamq.bench.journal.load.JournalLoad} after the other.
 */
@NullMarked
package io.mambamq.bench.journal;

import org.jspecify.annotations.NullMarked;
