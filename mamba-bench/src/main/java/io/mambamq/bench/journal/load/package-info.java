// SPDX-License-Identifier: Apache-2.0

/**
 * The measured side, in a JVM of its own with one journal on its class path: {@link io.mambamq.bench.journal.load.JournalLoad}
 * is the entry, {@link io.mambamq.bench.journal.load.JournalUnderLoad} what a journal has to offer. Appender threads drive the
 * journal through the same code whichever it is; the main thread starts and ends the measured window.
 */
@NullMarked
package io.mambamq.bench.journal.load;

import org.jspecify.annotations.NullMarked;
