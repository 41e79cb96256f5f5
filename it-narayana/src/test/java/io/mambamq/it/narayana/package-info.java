// SPDX-License-Identifier: Apache-2.0

/** Distributed transactions without an application server: programs that a test runs as processes, and kills. */
package io.mambamq.it.narayana;
