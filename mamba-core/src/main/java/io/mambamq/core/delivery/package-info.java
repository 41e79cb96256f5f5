// SPDX-License-Identifier: Apache-2.0

/**
 * The delivery half of queues, which lives only where the partition is led: what is ready, who has credit
 * ({@link io.mambamq.core.delivery.QueueConsumer}), what is in flight, and who gets what next
 * ({@link io.mambamq.core.delivery.Dispatcher}). Nothing here is durable. Confined to the partition's thread.
 */
@NullMarked
package io.mambamq.core.delivery;

import org.jspecify.annotations.NullMarked;
