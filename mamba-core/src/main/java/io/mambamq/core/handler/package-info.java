// SPDX-License-Identifier: Apache-2.0

/**
 * What the leader does with its inputs, a class per kind: it decides, proposes commands, and parks the answer until they
 * have committed. No handler throws because of what a client said; it refuses. Confined to the partition's thread.
 */
@NullMarked
package io.mambamq.core.handler;

import org.jspecify.annotations.NullMarked;
