// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.crash;

import static org.awaitility.Awaitility.await;

import io.mambamq.it.OrderArchive;
import io.mambamq.it.server.BrokerState;
import io.mambamq.it.server.LibertyServer;
import io.mambamq.it.server.OrderClient;
import io.mambamq.it.server.StandaloneBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A container, a broker, and the gate between them. */
final class Stage implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Path data;
    private final Tollgate gate;
    private final LibertyServer container;
    private StandaloneBroker broker;

    Stage(Path data) throws IOException, InterruptedException {
        this.data = data;
        broker = StandaloneBroker.start(data);
        gate = new Tollgate(broker.url());
        container = LibertyServer.create(
                "crash",
                Map.of("broker", "remote", "mamba.url", gate.url(), "database", "plain"),
                OrderArchive.createWithDatabaseFirst());
        container.start();
    }

    void arm(Toll toll) {
        gate.arm(toll);
    }

    void awaitToll() {
        await("a transaction at the gate").atMost(PATIENCE).until(gate::reached);
    }

    /** Kills whoever it is and starts them again, without waiting for the container. */
    void strike(Victim victim) throws IOException, InterruptedException {
        if (victim.isContainer()) {
            container.kill();
        }
        if (victim.isBroker()) {
            broker.close();
        }
        if (victim.isBroker()) {
            broker = StandaloneBroker.start(data);
            gate.leadTo(broker.url());
        }
        if (victim.isContainer()) {
            container.launch();
        }
    }

    void awaitContainer() throws InterruptedException {
        container.awaitReady();
    }

    /** Asked past the gate. */
    BrokerState broker() {
        return new BrokerState(broker.url());
    }

    OrderClient application() {
        return new OrderClient(container);
    }

    @Override
    public void close() throws IOException {
        container.close();
        gate.close();
        broker.close();
    }
}
