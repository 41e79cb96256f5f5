// SPDX-License-Identifier: Apache-2.0

/**
 * Gets the messages out of a journal, damaged or not, into a new one. Entry class:
 * {@link io.mambamq.server.rebuild.BrokerRebuild}. Runs on one thread, with no broker on the directory.
 *
 * <p>Behind a gap in the log nothing is certain any more: how many messages are missing from which queue, and so which
 * message a settlement means. {@link io.mambamq.server.rebuild.TolerantReplay} then prefers a message too many to one too few.
 */
@NullMarked
package io.mambamq.server.rebuild;

import org.jspecify.annotations.NullMarked;
