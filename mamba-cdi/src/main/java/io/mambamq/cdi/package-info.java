// SPDX-License-Identifier: Apache-2.0

/**
 * Jakarta Messaging for CDI without an application server: {@code @Inject JMSContext} (JMS 3.1 §12.4), and bean methods that are
 * {@link io.mambamq.cdi.MambaListener}s. An application has this module and a CDI 4.0 implementation on its class path; the extension is
 * found by itself.
 *
 * <p>{@link io.mambamq.cdi.MambaExtension} is the entry: it collects and checks while the application is deployed. A
 * {@code ListenerSupervisor} has a thread for each listener method, which connects its {@code ListenerConsumers} again when they are lost;
 * the methods run on the threads of the client's sessions.
 */
@NullMarked
package io.mambamq.cdi;

import org.jspecify.annotations.NullMarked;
