// SPDX-License-Identifier: Apache-2.0

/** The application, the same for every adapter: a bean that counts messages, and a page that says how many. */
@NullMarked
package io.mambamq.bench.adapter.app;

import org.jspecify.annotations.NullMarked;
