// SPDX-License-Identifier: Apache-2.0

/**
 * What commands that ask a running broker have in common: where it is and who asks
 * ({@link io.mambamq.server.cli.remote.BrokerOptions}), a connection that waits for each answer
 * ({@link io.mambamq.server.cli.remote.BrokerClient}), and how failures end
 * ({@link io.mambamq.server.cli.remote.BrokerTask}, where to begin reading). Runs on the main thread.
 */
@NullMarked
package io.mambamq.server.cli.remote;

import org.jspecify.annotations.NullMarked;
