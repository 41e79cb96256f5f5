// SPDX-License-Identifier: Apache-2.0

/**
 * Mamba and its peers under the same load, in turn, in one run: {@link io.mambamq.bench.PeerComparison} is the entry.
 * Every broker and every load generator is a process of its own, so that CPU can be attributed.
 */
@NullMarked
package io.mambamq.bench;

import org.jspecify.annotations.NullMarked;
