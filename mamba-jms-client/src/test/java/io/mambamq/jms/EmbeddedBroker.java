// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mambamq.jms.provider.Connections;
import io.mambamq.jms.provider.MambaProvider;
import io.mambamq.jms.provider.Provider;
import io.mambamq.server.MambaServer;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real broker for a test class; each test uses queues of its own. It is Mamba's, over TCP, unless another implementation is
 * on the class path: then the same tests tell whether they are right about the specification. What only Mamba has is
 * not asked of others: such a test ends as skipped there.
 */
public final class EmbeddedBroker implements BeforeAllCallback, AfterAllCallback {
    private static final AtomicInteger QUEUES = new AtomicInteger();
    private static final Provider PROVIDER =
            ServiceLoader.load(Provider.class).findFirst().orElseGet(MambaProvider::new);

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        PROVIDER.start();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        PROVIDER.stop();
    }

    /** Stops the broker and starts it with the same data; factories made before lead nowhere. */
    public void restart() throws Exception {
        PROVIDER.restart();
    }

    /** Of any implementation. */
    public Connections connections() {
        return PROVIDER.connections();
    }

    public MambaServer server() {
        return mamba().server();
    }

    public MambaConnectionFactory factory(String... options) {
        return mamba().factory(options);
    }

    private static MambaProvider mamba() {
        assumeTrue(PROVIDER instanceof MambaProvider, "about what only Mamba has");
        return (MambaProvider) PROVIDER;
    }

    /** A queue that nobody else uses. */
    public static Queue newQueue() {
        return queue("test-" + QUEUES.incrementAndGet());
    }

    public static Queue queue(String name) {
        return PROVIDER.queue(name);
    }

    public static Topic topic(String name) {
        return PROVIDER.topic(name);
    }
}
