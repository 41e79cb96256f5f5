// SPDX-License-Identifier: Apache-2.0

/**
 * Administered queues and topics, by name only: they hold no connection and may be looked up anywhere.
 *
 * <p>Beans, set up by the application server before use and not changed afterwards.
 */
@NullMarked
package io.mambamq.ra.admin;

import org.jspecify.annotations.NullMarked;
