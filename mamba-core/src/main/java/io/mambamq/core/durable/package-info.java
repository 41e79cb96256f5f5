// SPDX-License-Identifier: Apache-2.0

/**
 * The durable half of the machine: what applying the log has led to ({@link io.mambamq.core.durable.DurableState}). It is
 * the same on every replica and after every replay; {@code digest()} compares it. Its snapshots are
 * written by {@link io.mambamq.core.durable.StateSnapshot}. Confined to the partition's thread.
 */
@NullMarked
package io.mambamq.core.durable;

import org.jspecify.annotations.NullMarked;
