// SPDX-License-Identifier: Apache-2.0

/** A first JMS program: start reading, and stop, at {@code HelloJms}. */
package io.mambamq.samples.hello;
