// SPDX-License-Identifier: Apache-2.0

/** A peer as a process of its own: {@link io.mambamq.bench.artemis.ArtemisServer}. */
@NullMarked
package io.mambamq.bench.artemis;

import org.jspecify.annotations.NullMarked;
