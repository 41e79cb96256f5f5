// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

import io.mambamq.core.PartitionMachine;
import io.mambamq.server.body.BodyStore;
import io.mambamq.server.log.PartitionLog;

/**
 * What a partition is made of.
 *
 * @param machine proposes to the log
 * @param bodies reads back what the log wrote
 */
public record Partition(PartitionMachine machine, PartitionLog log, BodyStore bodies) {}
