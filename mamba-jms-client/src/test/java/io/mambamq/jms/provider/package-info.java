// SPDX-License-Identifier: Apache-2.0

/** Which implementation of Jakarta Messaging the behavioural tests run against. */
package io.mambamq.jms.provider;
