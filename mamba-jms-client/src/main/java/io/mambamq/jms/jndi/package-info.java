// SPDX-License-Identifier: Apache-2.0

/**
 * Factories and destinations by name, from {@code jndi.properties}: {@link io.mambamq.jms.jndi.MambaInitialContextFactory}.
 * Everything here is immutable and for any thread; nothing here contacts a broker.
 */
@NullMarked
package io.mambamq.jms.jndi;

import org.jspecify.annotations.NullMarked;
