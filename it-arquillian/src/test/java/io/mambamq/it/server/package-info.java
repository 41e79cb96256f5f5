// SPDX-License-Identifier: Apache-2.0

/**
 * Application servers that a test starts, kills and starts again by itself, where Arquillian would only start and stop one: an
 * {@link io.mambamq.it.server.ApplicationServer} for each kind, of which the property {@code container} chooses one.
 */
package io.mambamq.it.server;
