// SPDX-License-Identifier: Apache-2.0

/** Bodies of messages that are too large to be held in memory: where their bytes are while the client has them. */
@NullMarked
package io.mambamq.jms.body;

import org.jspecify.annotations.NullMarked;
