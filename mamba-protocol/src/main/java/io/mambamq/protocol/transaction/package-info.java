// SPDX-License-Identifier: Apache-2.0

/** How transactions are named, local ones and XA branches alike. Immutable values. */
@NullMarked
package io.mambamq.protocol.transaction;

import org.jspecify.annotations.NullMarked;
