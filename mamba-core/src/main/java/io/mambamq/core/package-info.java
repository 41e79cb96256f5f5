// SPDX-License-Identifier: Apache-2.0

/** The deterministic broker: commands in, effects out. */
@NullMarked
package io.mambamq.core;

import org.jspecify.annotations.NullMarked;
