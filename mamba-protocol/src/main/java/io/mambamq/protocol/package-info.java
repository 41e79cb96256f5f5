// SPDX-License-Identifier: Apache-2.0

/** The message format, the selector language and the frames of the native wire protocol. */
@NullMarked
package io.mambamq.protocol;

import org.jspecify.annotations.NullMarked;
