// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.snapshot;

/** Learns which message bodies in the log are still needed. Called on the partition's thread; must not call back. */
@FunctionalInterface
public interface LiveMessages {
    /**
     * A message of the queue that is there, or staged by a transaction that is not over. Told once for each.
     *
     * @param position of the command in the log that carries it
     */
    void live(int queueId, long position);
}
