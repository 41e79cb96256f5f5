// SPDX-License-Identifier: Apache-2.0

/**
 * {@code mamba tx}: the branches of distributed transactions that a running broker has in doubt, for an administrator.
 * Entry class: {@link io.mambamq.server.cli.tx.TxCommand}; one class per subcommand. Runs on the main thread.
 */
@NullMarked
package io.mambamq.server.cli.tx;

import org.jspecify.annotations.NullMarked;
