// SPDX-License-Identifier: Apache-2.0

/** What both APIs have in common about sending: {@link io.mambamq.jms.producer.MessageSender}. Confined to the session's thread. */
@NullMarked
package io.mambamq.jms.producer;

import org.jspecify.annotations.NullMarked;
