// SPDX-License-Identifier: Apache-2.0

/**
 * {@code ./mamba demo}: starts an Open Liberty with the application, kills it half-way, and counts. It runs outside the
 * server, on the JDK alone, and is not part of the application. Enter at {@code Demo}.
 */
package io.mambamq.samples.liberty.demo;
