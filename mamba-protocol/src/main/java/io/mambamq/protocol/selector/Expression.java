// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.selector;

/** A node of a parsed selector: it holds or not, or it has a value. */
sealed interface Expression permits Condition, Value {}
