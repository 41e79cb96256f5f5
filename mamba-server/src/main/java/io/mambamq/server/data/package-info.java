// SPDX-License-Identifier: Apache-2.0

/**
 * The directory in which a broker keeps everything: {@code broker.id}, {@code journal/}.
 *
 * <p>Entry class: {@link io.mambamq.server.data.DataDirectory}. Used while starting, by one thread.
 */
@NullMarked
package io.mambamq.server.data;

import org.jspecify.annotations.NullMarked;
