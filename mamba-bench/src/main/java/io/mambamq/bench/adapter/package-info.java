// SPDX-License-Identifier: Apache-2.0

/**
 * Mamba's resource adapter beside Artemis' in one application server: message-driven beans that drain a queue.
 * {@link io.mambamq.bench.adapter.AdapterComparison} is the program.
 */
@NullMarked
package io.mambamq.bench.adapter;

import org.jspecify.annotations.NullMarked;
