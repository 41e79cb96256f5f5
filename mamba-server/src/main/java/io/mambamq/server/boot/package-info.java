// SPDX-License-Identifier: Apache-2.0

/**
 * Puts a running broker together and takes it apart again, in order. Entry class:
 * {@link io.mambamq.server.boot.RunningBroker}. Runs on the thread that starts or closes the server.
 */
@NullMarked
package io.mambamq.server.boot;

import org.jspecify.annotations.NullMarked;
