// SPDX-License-Identifier: Apache-2.0

/**
 * The message selector language (JMS 3.1 §3.8): {@link io.mambamq.protocol.selector.Selector} parses a text once and is
 * then evaluated on encoded messages, in place. Begin reading there; {@link io.mambamq.protocol.selector.Parser} has the
 * grammar, {@link io.mambamq.protocol.selector.Condition} and {@link io.mambamq.protocol.selector.Value} are what it
 * builds, and each of their records says how it is evaluated. All is bounded: the text, its nesting, the number of nodes, the
 * patterns of LIKE. Immutable after parsing; any thread may use it.
 */
@NullMarked
package io.mambamq.protocol.selector;

import org.jspecify.annotations.NullMarked;
