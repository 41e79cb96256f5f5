// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.crash;

/** Who is killed. */
public enum Victim {
    CONTAINER(true, false),
    BROKER(false, true),
    BOTH(true, true);

    private final boolean container;
    private final boolean broker;

    Victim(boolean container, boolean broker) {
        this.container = container;
        this.broker = broker;
    }

    boolean isContainer() {
        return container;
    }

    boolean isBroker() {
        return broker;
    }
}
