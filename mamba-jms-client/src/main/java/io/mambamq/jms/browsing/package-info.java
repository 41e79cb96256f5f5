// SPDX-License-Identifier: Apache-2.0

/** Looking at queues ({@link io.mambamq.jms.browsing.MambaQueueBrowser}), the same in both APIs. */
@NullMarked
package io.mambamq.jms.browsing;

import org.jspecify.annotations.NullMarked;
