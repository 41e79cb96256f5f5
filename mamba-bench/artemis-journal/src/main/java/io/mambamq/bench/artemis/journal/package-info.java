// SPDX-License-Identifier: Apache-2.0

/** The journal of Artemis under the load of {@link io.mambamq.bench.journal.load.JournalLoad}. */
@NullMarked
package io.mambamq.bench.artemis.journal;

import org.jspecify.annotations.NullMarked;
