// SPDX-License-Identifier: Apache-2.0

/**
 * Real processes for the tests that need one to die: {@link io.mambamq.testkit.process.ChildJvm} starts, watches and
 * kills a JVM. Each child belongs to the thread that started it; only {@code kill} may be called from another.
 */
@NullMarked
package io.mambamq.testkit.process;

import org.jspecify.annotations.NullMarked;
