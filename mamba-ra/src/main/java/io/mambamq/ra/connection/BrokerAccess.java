// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.connection;

import jakarta.resource.ResourceException;

/** Something configured that says which broker, and as whom. */
public interface BrokerAccess {
    /**
     * The broker's connections, shared with everything that uses the same broker.
     *
     * @throws ResourceException if the adapter does not run
     */
    BrokerConnections connections() throws ResourceException;

    /** As whom to connect when nobody says otherwise. */
    Credentials credentials();
}
