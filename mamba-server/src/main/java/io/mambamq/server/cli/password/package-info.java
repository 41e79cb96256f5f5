// SPDX-License-Identifier: Apache-2.0

/** Where commands take passwords from; never from an argument, where others could see it. Runs on the main thread. */
@NullMarked
package io.mambamq.server.cli.password;

import org.jspecify.annotations.NullMarked;
