// SPDX-License-Identifier: Apache-2.0

/** How often and after which delays a message that came back is delivered again. Immutable values. */
@NullMarked
package io.mambamq.protocol.redelivery;

import org.jspecify.annotations.NullMarked;
