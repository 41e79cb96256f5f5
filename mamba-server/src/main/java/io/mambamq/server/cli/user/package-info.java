// SPDX-License-Identifier: Apache-2.0

/** {@code mamba user}: keeps the file of users. A password is never an argument, where others could see it. */
@NullMarked
package io.mambamq.server.cli.user;

import org.jspecify.annotations.NullMarked;
