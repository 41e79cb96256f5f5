// SPDX-License-Identifier: Apache-2.0

/** What survives {@code kill -9} of a real server process, seen through plain JMS. */
@NullMarked
package io.mambamq.jms.crash;

import org.jspecify.annotations.NullMarked;
