// SPDX-License-Identifier: Apache-2.0

/**
 * Restarts of the broker under fifty instances of message-driven beans, and what they cost: connections, attempts, time, messages.
 * {@link io.mambamq.bench.outage.RollingRestart} is the program.
 */
@NullMarked
package io.mambamq.bench.outage;

import org.jspecify.annotations.NullMarked;
