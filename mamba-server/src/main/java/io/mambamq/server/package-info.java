// SPDX-License-Identifier: Apache-2.0

/** The running broker, embeddable and standalone. */
@NullMarked
package io.mambamq.server;

import org.jspecify.annotations.NullMarked;
