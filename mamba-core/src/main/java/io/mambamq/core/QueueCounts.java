// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core;

/**
 * How many messages a queue has, and how many of them could be delivered.
 *
 * @param messages all of them, also those that are in flight, settled in an open transaction or locked by a prepared one
 * @param ready those that only wait for a consumer with credit
 * @param delayed those whose delivery time has not come
 */
public record QueueCounts(long messages, long ready, long delayed) {}
