// SPDX-License-Identifier: Apache-2.0

/**
 * The partition's agent: what clients say goes into the machine, what the machine decides goes into the log, what the log
 * committed comes back as effects, and effects become frames.
 *
 * <p>Entry class: {@link io.mambamq.server.agent.PartitionAgent}. Confined to the partition's thread, which is given as an
 * {@link io.mambamq.server.agent.AgentLoop}; a test can be that thread.
 */
@NullMarked
package io.mambamq.server.agent;

import org.jspecify.annotations.NullMarked;
