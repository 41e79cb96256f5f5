// SPDX-License-Identifier: Apache-2.0

/**
 * The deterministic broker: commands in, effects out. Entry class {@link io.mambamq.core.PartitionMachine}; everything is
 * confined to its owner's thread.
 *
 * <p>Two halves. {@code durable} and {@code queue} are what applying the log's {@code command}s leads to, the same on every
 * replica and after every replay; a {@code snapshot} of it can take the place of the commands that led there.
 * {@code delivery}, {@code session}, {@code ledger} and {@code transaction} live only where the partition is led, and are made anew from the
 * durable half at each start; {@code handler} turns inputs into proposals to the {@code log} and into {@code effect}s.
 */
@NullMarked
package io.mambamq.core;

import org.jspecify.annotations.NullMarked;
