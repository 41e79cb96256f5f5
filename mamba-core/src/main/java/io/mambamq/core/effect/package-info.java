// SPDX-License-Identifier: Apache-2.0

/**
 * What the machine wants done, one record per kind, gathered in an {@link io.mambamq.core.effect.EffectList} and carried
 * out by one interpreter in the server. Effects are immutable.
 */
@NullMarked
package io.mambamq.core.effect;

import org.jspecify.annotations.NullMarked;
