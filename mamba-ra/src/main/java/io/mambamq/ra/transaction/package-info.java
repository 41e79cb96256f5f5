// SPDX-License-Identifier: Apache-2.0

/**
 * How the adapter takes part in transactions: XA resources that know whether they work in a branch, one for recovery that
 * needs no activation, and local transactions as branches of one phase.
 *
 * <p>Entry classes: {@link io.mambamq.ra.transaction.TrackedXaResource}, {@link io.mambamq.ra.transaction.RecoveryXaResource}.
 * A tracked resource belongs to its session's thread; a recovery resource may be used by any thread.
 */
@NullMarked
package io.mambamq.ra.transaction;

import org.jspecify.annotations.NullMarked;
