// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.session;

/** The connection, as its sessions see it. */
@FunctionalInterface
public interface SessionOwner {
    /** The session is closed; called once. */
    void onClosed(SessionCore session);
}
