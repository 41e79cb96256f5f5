// SPDX-License-Identifier: Apache-2.0

/** Another implementation, and where it differs: what is behind the client's behavioural tests when they run here. */
package io.mambamq.it.artemis;
