// SPDX-License-Identifier: Apache-2.0

/**
 * {@code mamba data}: looks into the data directory of a broker that does not run, and repairs it. Entry class:
 * {@link io.mambamq.server.cli.data.DataCommand}; one class per subcommand. Everything runs on the main thread. What was
 * asked for goes to standard output, as text for people or, with {@code --json}, for scripts; everything else to standard
 * error.
 */
@NullMarked
package io.mambamq.server.cli.data;

import org.jspecify.annotations.NullMarked;
