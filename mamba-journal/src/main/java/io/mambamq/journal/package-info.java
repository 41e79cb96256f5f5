// SPDX-License-Identifier: Apache-2.0

/** An append-only file journal with group commit and crash recovery. */
@NullMarked
package io.mambamq.journal;

import org.jspecify.annotations.NullMarked;
