// SPDX-License-Identifier: Apache-2.0

/** The application: {@code OrderSender} sends orders, {@code OrderListener} stores them. Plain Jakarta EE. */
package io.mambamq.samples.liberty;
