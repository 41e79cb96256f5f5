// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.session;

import io.mambamq.jms.MambaDestination;
import io.mambamq.protocol.message.DestinationKind;
import jakarta.jms.JMSException;
import org.jspecify.annotations.Nullable;

/** The connection, as its sessions see it. */
public interface SessionOwner {
    /** The client id of the connection; null if it has none. */
    @Nullable
    String clientId() throws JMSException;

    /** The session is closed; called once. */
    void onClosed(SessionCore session);

    /** A temporary queue or topic, which belongs to the connection. */
    MambaDestination createTemporary(DestinationKind kind) throws JMSException;

    /** The session's listeners are called no more, though the connection lives. By the listener thread. */
    void onListenersEnded(JMSException reason);
}
