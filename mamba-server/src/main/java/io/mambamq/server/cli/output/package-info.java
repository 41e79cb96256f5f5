// SPDX-License-Identifier: Apache-2.0

/** How commands print: tables and numbers for people, JSON for scripts. Used by one thread at a time. */
@NullMarked
package io.mambamq.server.cli.output;

import org.jspecify.annotations.NullMarked;
