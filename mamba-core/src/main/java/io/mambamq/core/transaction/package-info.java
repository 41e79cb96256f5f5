// SPDX-License-Identifier: Apache-2.0

/**
 * Open transactions as the leader sees them ({@link io.mambamq.core.transaction.Branch}): who takes part, what was sent
 * and accepted, whether it can still commit. What the log holds of them is in {@code io.mambamq.core.durable}. Confined to
 * the partition's thread.
 */
@NullMarked
package io.mambamq.core.transaction;

import org.jspecify.annotations.NullMarked;
