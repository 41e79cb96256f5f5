// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

/**
 * How one activation delivers.
 *
 * @param concurrency how many messages are processed at a time, at most
 * @param prefetch how many messages may wait here though no instance is free for them
 * @param ordering what of that happens in order
 * @param transacted whether the container runs the bean in its transactions
 * @param lazyAccept whether what is processed without a transaction is accepted with some delay
 * @param drainTimeoutMs how long a deactivation waits for deliveries that run
 * @param idleTimeoutMs after which time without work a worker ends
 */
record DeliverySettings(
        int concurrency,
        int prefetch,
        Ordering ordering,
        boolean transacted,
        boolean lazyAccept,
        long drainTimeoutMs,
        long idleTimeoutMs) {

    static DeliverySettings of(MambaActivationSpec spec, boolean transacted, InboundConfig config) {
        Long drainTimeoutMs = spec.getDrainTimeout();
        return new DeliverySettings(
                spec.concurrency(),
                spec.prefetchCount(),
                spec.concurrency() == 1 ? Ordering.DESTINATION : Ordering.of(spec.getOrdered()),
                transacted,
                spec.isDupsOk(),
                drainTimeoutMs == null ? config.drainTimeoutMs() : drainTimeoutMs,
                config.idleTimeoutMs());
    }

    boolean isOrdered() {
        return ordering != Ordering.NONE;
    }

    boolean isGrouped() {
        return ordering == Ordering.GROUP;
    }
}
