// SPDX-License-Identifier: Apache-2.0

/** An application that defines its connection factory and destinations by itself, in annotations. */
package io.mambamq.it.definitions;
