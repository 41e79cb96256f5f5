// SPDX-License-Identifier: Apache-2.0

/**
 * The partition's command log on one node: commands into the journal and, once synced, back to the agent.
 *
 * <p>Entry classes: {@link io.mambamq.server.log.LocalCommandLog}, {@link io.mambamq.server.log.Checkpointer}, and
 * {@link io.mambamq.server.log.StateReplay} while
 * starting. Confined to the partition's thread; the journal calls back on it.
 */
@NullMarked
package io.mambamq.server.log;

import org.jspecify.annotations.NullMarked;
