// SPDX-License-Identifier: Apache-2.0

/**
 * Book-keeping for crash tests: what a broker promised against what came out of it. Thread-safe, so that many producers
 * and consumers write into one {@link io.mambamq.testkit.account.MessageAccount}.
 */
@NullMarked
package io.mambamq.testkit.account;

import org.jspecify.annotations.NullMarked;
