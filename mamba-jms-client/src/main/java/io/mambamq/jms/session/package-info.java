// SPDX-License-Identifier: Apache-2.0

/**
 * What both APIs have in common about sessions and consumers: {@link io.mambamq.jms.session.SessionCore} and
 * {@link io.mambamq.jms.session.ConsumerCore}. A session and all that is made by it belong to one thread at a time, the application's or
 * the session's own listener thread (JMS 3.1 §2.14); only starting, stopping and closing come from any thread.
 */
@NullMarked
package io.mambamq.jms.session;

import org.jspecify.annotations.NullMarked;
