// SPDX-License-Identifier: Apache-2.0

/** The application: beans that take a while for each message and send a reply, and a page that says how they get on. */
@NullMarked
package io.mambamq.bench.outage.app;

import org.jspecify.annotations.NullMarked;
