// SPDX-License-Identifier: Apache-2.0

package io.mambamq.cdi;

/** What a {@link MambaListener} consumes from. */
public enum DestinationType {
    /** Each message goes to one consumer. */
    QUEUE,
    /** Each message goes to every subscription. */
    TOPIC
}
