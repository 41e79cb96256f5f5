// SPDX-License-Identifier: Apache-2.0

/** Servers that a test starts, kills and starts again by itself, where Arquillian would only start and stop them. */
package io.mambamq.it.liberty;
