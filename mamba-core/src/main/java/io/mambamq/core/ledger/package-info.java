// SPDX-License-Identifier: Apache-2.0

/**
 * Clients that are known when they connect again, and the ledgers of their sessions, as the leader sees them
 * ({@link io.mambamq.core.ledger.ClientTable}): who is connected, who is away and since when, what was proposed. What the
 * log holds of them is in {@code io.mambamq.core.durable}. Confined to the partition's thread.
 */
@NullMarked
package io.mambamq.core.ledger;

import org.jspecify.annotations.NullMarked;
