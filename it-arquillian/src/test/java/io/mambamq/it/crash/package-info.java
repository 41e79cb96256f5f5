// SPDX-License-Identifier: Apache-2.0

/**
 * Processes that are killed at exact points of the two-phase commit: a {@link io.mambamq.it.crash.Tollgate} between them
 * knows from the frames where a transaction stands.
 */
package io.mambamq.it.crash;
