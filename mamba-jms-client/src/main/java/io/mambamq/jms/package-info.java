// SPDX-License-Identifier: Apache-2.0

/** The Jakarta Messaging 3.1 client. */
@NullMarked
package io.mambamq.jms;

import org.jspecify.annotations.NullMarked;
