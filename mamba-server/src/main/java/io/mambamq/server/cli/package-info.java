// SPDX-License-Identifier: Apache-2.0

/**
 * The command line. Entry class: {@link io.mambamq.server.cli.MambaCommand}; one class per subcommand. Standard output is
 * for what was asked for, standard error for everything else.
 */
@NullMarked
package io.mambamq.server.cli;

import org.jspecify.annotations.NullMarked;
