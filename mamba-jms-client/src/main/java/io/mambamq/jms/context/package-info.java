// SPDX-License-Identifier: Apache-2.0

/**
 * The simplified API (JMS 3.1 §2.8): {@link io.mambamq.jms.context.MambaContext} is a session that shares its connection with the contexts made
 * from it. A thin skin over {@code connection}, {@code session} and {@code producer}, which turns their checked exceptions into
 * the unchecked twins. A context and what is made by it belong to one thread at a time; closing may come from any.
 */
@NullMarked
package io.mambamq.jms.context;

import org.jspecify.annotations.NullMarked;
