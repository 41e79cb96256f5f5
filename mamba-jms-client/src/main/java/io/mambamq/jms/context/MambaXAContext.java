// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.context;

import io.mambamq.jms.connection.ConnectionCore;
import io.mambamq.jms.session.SessionMode;
import io.mambamq.jms.xa.MambaXaResource;
import jakarta.jms.JMSContext;
import jakarta.jms.XAJMSContext;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/** JMS 3.1 §11.2. Outside of a branch it sends and acknowledges at once. */
public final class MambaXAContext extends MambaContext implements XAJMSContext {
    private final ConnectionCore connection;
    private @Nullable XAResource xaResource;

    private MambaXAContext(ConnectionCore connection) {
        super(new SharedConnection(connection), SessionMode.XA);
        this.connection = connection;
    }

    public static MambaXAContext on(ConnectionCore connection) {
        return new MambaXAContext(connection);
    }

    @Override
    public JMSContext getContext() {
        return this;
    }

    /** Always the same one. */
    @Override
    public synchronized XAResource getXAResource() {
        XAResource known = xaResource;
        if (known == null) {
            known = Unchecked.get(() -> new MambaXaResource(session(), connection.branchCalls()));
            xaResource = known;
        }
        return known;
    }
}
