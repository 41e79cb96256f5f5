// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.container;

import io.mambamq.ra.MambaResourceAdapter;
import io.mambamq.ra.inbound.MambaActivationSpec;
import io.mambamq.ra.outbound.MambaManagedConnectionFactory;
import jakarta.jms.ConnectionFactory;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.XATerminator;
import jakarta.resource.spi.work.HintsContext;
import jakarta.resource.spi.work.WorkContext;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.nio.file.Path;
import java.util.Timer;

/** As much of an application server as a resource adapter sees, around one adapter with its embedded broker. */
public final class ContainerDouble implements BootstrapContext, AutoCloseable {
    public final MambaResourceAdapter adapter;
    public final WorkManagerDouble works = new WorkManagerDouble();
    public final TransactionManagerDouble transactions = new TransactionManagerDouble();
    public final ConnectionManagerDouble connections = new ConnectionManagerDouble(transactions);

    private ContainerDouble(MambaResourceAdapter adapter) {
        this.adapter = adapter;
    }

    /** With the embedded broker on this directory. */
    public static ContainerDouble embedded(Path dataDirectory) throws ResourceException {
        MambaResourceAdapter adapter = new MambaResourceAdapter();
        adapter.setDataDirectory(dataDirectory.toString());
        return start(adapter);
    }

    public static ContainerDouble start(MambaResourceAdapter adapter) throws ResourceException {
        adapter.setReconnectInitialDelay(1L);
        adapter.setReconnectMaxDelay(20L);
        ContainerDouble container = new ContainerDouble(adapter);
        adapter.start(container);
        return container;
    }

    /** A specification as the container sets it up. */
    public MambaActivationSpec spec(String queue) throws ResourceException {
        MambaActivationSpec spec = new MambaActivationSpec();
        spec.setResourceAdapter(adapter);
        spec.setDestination(queue);
        spec.setUseJNDI(false);
        spec.setMaxConcurrency(1);
        return spec;
    }

    public MambaActivationSpec activate(String queue, EndpointFactoryDouble endpoints) throws ResourceException {
        MambaActivationSpec spec = spec(queue);
        adapter.endpointActivation(endpoints, spec);
        return spec;
    }

    public MambaManagedConnectionFactory managedConnectionFactory() throws ResourceException {
        MambaManagedConnectionFactory factory = new MambaManagedConnectionFactory();
        factory.setResourceAdapter(adapter);
        return factory;
    }

    /** A connection factory of the pool. */
    public ConnectionFactory connectionFactory() throws ResourceException {
        return (ConnectionFactory) managedConnectionFactory().createConnectionFactory(connections);
    }

    @Override
    public WorkManagerDouble getWorkManager() {
        return works;
    }

    @Override
    public XATerminator getXATerminator() {
        return null;
    }

    @Override
    public Timer createTimer() {
        throw new AssertionError("the adapter has no use for a timer");
    }

    @Override
    public boolean isContextSupported(Class<? extends WorkContext> contextClass) {
        return contextClass == HintsContext.class;
    }

    @Override
    public TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
        return null;
    }

    @Override
    public void close() {
        adapter.stop();
    }
}
