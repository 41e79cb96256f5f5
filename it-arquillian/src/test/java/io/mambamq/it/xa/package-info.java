// SPDX-License-Identifier: Apache-2.0

/** The second resource of the XA transactions: a database that can stop in the middle of the two-phase commit. */
package io.mambamq.it.xa;
