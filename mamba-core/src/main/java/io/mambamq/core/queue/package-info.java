// SPDX-License-Identifier: Apache-2.0

/**
 * The durable half of a queue: which messages are in it, where in the log they are, and what delivery must know of them,
 * in primitive arrays ({@link io.mambamq.core.queue.QueueIndex}), and how a snapshot gets hold of them while they
 * change ({@link io.mambamq.core.queue.QueueSnapshots}). Changed only by applying commands; confined to the
 * partition's thread.
 */
@NullMarked
package io.mambamq.core.queue;

import org.jspecify.annotations.NullMarked;
