// SPDX-License-Identifier: Apache-2.0

/** The application under test, deployed into the server: plain Jakarta EE, no class of Mamba. */
package io.mambamq.it.app;
