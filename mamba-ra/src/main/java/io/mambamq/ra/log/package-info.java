// SPDX-License-Identifier: Apache-2.0

/**
 * What the adapter tells the operator, with the ids MAMBA000400 to MAMBA000499; an id is never used twice.
 */
@NullMarked
package io.mambamq.ra.log;

import org.jspecify.annotations.NullMarked;
