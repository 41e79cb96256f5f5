// SPDX-License-Identifier: Apache-2.0
/**
 * Threads as duty cycles: an {@link io.mambamq.journal.agent.Agent} does its work when called, an
 * {@link io.mambamq.journal.agent.AgentThread} calls it and parks when there is none. A test calls the same agent step
 * by step. {@link io.mambamq.journal.agent.MpscQueue} carries work from any thread to the one that owns the agent.
 */
@NullMarked
package io.mambamq.journal.agent;

import org.jspecify.annotations.NullMarked;
