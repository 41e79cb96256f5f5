// SPDX-License-Identifier: Apache-2.0

/**
 * What both APIs have in common about connections: {@link io.mambamq.jms.connection.ConnectionCore}. Thread-safe.
 */
@NullMarked
package io.mambamq.jms.connection;

import org.jspecify.annotations.NullMarked;
