// SPDX-License-Identifier: Apache-2.0

/**
 * The broker inside the application server: where it keeps its data and how its life follows the adapter's.
 *
 * <p>Entry class: {@link io.mambamq.ra.embedded.EmbeddedBroker}.
 */
@NullMarked
package io.mambamq.ra.embedded;

import org.jspecify.annotations.NullMarked;
