// SPDX-License-Identifier: Apache-2.0

/** Simulated clock, disk and network from one seed; crash and fault tools. */
@NullMarked
package io.mambamq.testkit;

import org.jspecify.annotations.NullMarked;
