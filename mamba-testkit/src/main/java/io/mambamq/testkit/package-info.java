// SPDX-License-Identifier: Apache-2.0

/**
 * Tools for tests that break things: child processes that are killed ({@code process}) and the book-keeping that proves
 * nothing was lost ({@code account}).
 */
@NullMarked
package io.mambamq.testkit;

import org.jspecify.annotations.NullMarked;
