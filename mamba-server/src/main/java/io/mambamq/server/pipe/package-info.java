// SPDX-License-Identifier: Apache-2.0

/**
 * Connections within this JVM: the same bytes as over a socket, through bounded rings.
 *
 * <p>Entry class: {@link io.mambamq.server.pipe.InVmPipe}. The client's end may be used by one reading and one writing
 * thread, which wait where a socket would; the broker's end belongs to the partition's thread, which never waits.
 */
@NullMarked
package io.mambamq.server.pipe;

import org.jspecify.annotations.NullMarked;
