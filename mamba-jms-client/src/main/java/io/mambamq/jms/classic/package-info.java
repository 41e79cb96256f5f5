// SPDX-License-Identifier: Apache-2.0

/**
 * The classic API (JMS 3.1 §2.8): connections, sessions, producers and consumers, with their queue and topic domains. A thin skin over
 * {@code connection}, {@code session} and {@code producer}. {@link io.mambamq.jms.classic.MambaConnection} is thread-safe, the rest
 * belongs to the session's thread.
 */
@NullMarked
package io.mambamq.jms.classic;

import org.jspecify.annotations.NullMarked;
