// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.connection;

import io.mambamq.jms.MambaDestination;
import io.mambamq.jms.TemporaryOwner;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.RefusedException;
import io.mambamq.jms.wire.CallSession;
import io.mambamq.jms.wire.Wire;
import io.mambamq.jms.wire.WireSession;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.TemporaryCreate;
import io.mambamq.protocol.frame.TemporaryDelete;
import io.mambamq.protocol.message.DestinationKind;
import io.mambamq.protocol.message.DestinationName;
import jakarta.jms.JMSException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The temporary destinations of one connection (JMS 3.1 §6.2.2). They outlive the session that created them, so that they are
 * created and deleted in one of its own; the broker deletes them when the connection ends. When it is lost and made anew they are
 * created again under their names, empty. Any thread.
 */
final class TemporaryDestinations implements TemporaryOwner {
    private final Wire wire;
    private final CallSession calls;
    /** Created and not deleted. */
    private final Set<DestinationName> names = ConcurrentHashMap.newKeySet();

    TemporaryDestinations(Wire wire) {
        this.wire = wire;
        this.calls = new CallSession(wire);
    }

    MambaDestination create(DestinationKind kind) throws JMSException {
        DestinationName name = new DestinationName(kind, wire.names().nextTemporaryName());
        try {
            WireSession session = calls.get();
            names.add(name);
            session.standings()
                    .establish(
                            name,
                            "create a temporary destination",
                            request -> new TemporaryCreate(session.number(), request, name),
                            refusal -> names.remove(name));
        } catch (CallException e) {
            names.remove(name);
            throw e.toJms();
        }
        return MambaDestination.of(name, this);
    }

    @Override
    public void delete(DestinationName temporary) throws JMSException {
        try {
            WireSession session = calls.get();
            boolean released = session.standings()
                    .release(
                            temporary,
                            "delete a temporary destination",
                            request -> new TemporaryDelete(session.number(), request, temporary));
            if (!released) {
                throw new RefusedException(
                        ErrorCode.INVALID_DESTINATION, "there is no such temporary destination any more: " + temporary);
            }
        } catch (CallException e) {
            throw e.toJms();
        }
        names.remove(temporary);
    }

    @Override
    public boolean isDeleted(DestinationName temporary) {
        return !names.contains(temporary);
    }
}
