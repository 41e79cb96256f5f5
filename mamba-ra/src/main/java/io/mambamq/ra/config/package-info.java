// SPDX-License-Identifier: Apache-2.0

/**
 * What the adapter's beans have in common: the properties that say which broker and as whom, how they become a URL, and the
 * names that other adapters have for properties.
 *
 * <p>Entry class: {@link io.mambamq.ra.config.BrokerProperties}. The container sets properties on one thread before it uses a bean.
 */
@NullMarked
package io.mambamq.ra.config;

import org.jspecify.annotations.NullMarked;
