// SPDX-License-Identifier: Apache-2.0

/**
 * Connections and sessions of clients ({@link io.mambamq.core.session.Session}): what belongs to them and ends with them.
 * Confined to the partition's thread.
 */
@NullMarked
package io.mambamq.core.session;

import org.jspecify.annotations.NullMarked;
