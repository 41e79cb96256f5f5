// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.ra.MambaResourceAdapter;
import io.mambamq.ra.container.BranchId;
import io.mambamq.ra.container.ContainerDouble;
import io.mambamq.ra.container.EndpointFactoryDouble;
import io.mambamq.ra.container.TransactionDouble;
import io.mambamq.server.MambaServer;
import io.mambamq.server.ServerConfig;
import io.mambamq.server.cli.MambaCommand;
import jakarta.jms.JMSContext;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ManagedConnection;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Branches that were prepared when the application server went away, and the adapter that comes after it. */
@Timeout(60)
class RecoveryTest {
    @TempDir
    Path directory;

    @Test
    @DisplayName(
            "C-24: a fresh adapter finds a prepared branch through a specification that was never active, and commits it")
    void commitAfterRestart() throws Exception {
        BranchId branch;
        try (ContainerDouble before = ContainerDouble.embedded(directory)) {
            TransactionDouble transaction = before.transactions.begin();
            send(before, "one");
            branch = transaction.prepareAndForget();
        }

        try (ContainerDouble after = ContainerDouble.embedded(directory)) {
            XAResource[] resources = after.adapter.getXAResources(new ActivationSpec[] {after.spec("orders")});
            assertEquals(1, resources.length);
            Xid[] inDoubt = resources[0].recover(XAResource.TMSTARTRSCAN);
            assertEquals(1, inDoubt.length);
            assertTrue(branch.names(inDoubt[0]), "C-13: the xid is unchanged");
            assertEquals(0, resources[0].recover(XAResource.TMENDRSCAN).length);
            after.transactions.suspend();
            assertNull(receiveNoWait(after), "not before the commit");

            after.adapter.getXAResources(new ActivationSpec[] {after.spec("orders")})[0].commit(inDoubt[0], false);

            assertEquals("one", receiveNoWait(after));
            assertEquals(0, resources[0].recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN).length);
            XAException unknown = assertThrows(XAException.class, () -> resources[0].rollback(branch));
            assertEquals(XAException.XAER_NOTA, unknown.errorCode);
        }
    }

    @Test
    @DisplayName(
            "C-07, C-13: a branch is rolled back through a managed connection, and the message that it consumed is back")
    void rollBackAfterRestart() throws Exception {
        CompletableFuture<BranchId> prepared = new CompletableFuture<>();
        try (ContainerDouble before = ContainerDouble.embedded(directory)) {
            before.adapter.setDrainTimeout(1L);
            EndpointFactoryDouble endpoints = EndpointFactoryDouble.transacted(before.transactions, message -> {
                try {
                    prepared.complete(before.transactions.suspend().prepareAndForget());
                } catch (XAException e) {
                    prepared.completeExceptionally(e);
                }
            });
            before.activate("orders", endpoints);
            send(before, "one");
            prepared.get(30, TimeUnit.SECONDS);
        }

        try (ContainerDouble after = ContainerDouble.embedded(directory)) {
            assertNull(receiveNoWait(after), "the branch may still commit");
            ManagedConnection recovery = after.managedConnectionFactory().createManagedConnection(null, null);
            Xid[] inDoubt = recovery.getXAResource().recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN);
            assertTrue(prepared.get().names(inDoubt[0]));

            recovery.getXAResource().rollback(inDoubt[0]);
            recovery.destroy();

            assertEquals("one", receiveNoWait(after));
        }
    }

    @Test
    @DisplayName("C-24: one resource for any number of specifications, none for none")
    void count() throws Exception {
        try (ContainerDouble container = ContainerDouble.embedded(directory)) {
            ActivationSpec[] three = {container.spec("a"), container.spec("b"), container.spec("c")};

            assertEquals(1, container.adapter.getXAResources(three).length);
            assertEquals(0, container.adapter.getXAResources(new ActivationSpec[0]).length);
        }
    }

    @Test
    @DisplayName("C-24: while the broker is away, the resource is there and says XAER_RMFAIL")
    void brokerAway() throws Exception {
        MambaResourceAdapter adapter = new MambaResourceAdapter();
        adapter.setUrl("mamba://127.0.0.1:1");
        try (ContainerDouble container = ContainerDouble.start(adapter)) {
            XAResource resource = adapter.getXAResources(new ActivationSpec[] {container.spec("orders")})[0];

            XAException away = assertThrows(XAException.class, () -> resource.recover(XAResource.TMSTARTRSCAN));

            assertEquals(XAException.XAER_RMFAIL, away.errorCode);
            assertThrows(
                    ResourceException.class,
                    () -> container.managedConnectionFactory().createManagedConnection(null, null));
        }
    }

    @Test
    @DisplayName(
            "C-07, C-24: a resource that was handed out while the broker was away works whenever the broker is there")
    void brokerComesAndGoes() throws Exception {
        MambaServer broker = broker(0);
        MambaResourceAdapter adapter = new MambaResourceAdapter();
        adapter.setUrl(broker.url());
        BranchId branch;
        try (ContainerDouble container = ContainerDouble.start(adapter)) {
            TransactionDouble transaction = container.transactions.begin();
            send(container, "one");
            branch = transaction.prepareAndForget();
        }
        broker.close();

        try (ContainerDouble container = ContainerDouble.start(adapter)) {
            XAResource resource = adapter.getXAResources(new ActivationSpec[] {container.spec("orders")})[0];
            XAException away = assertThrows(XAException.class, () -> resource.recover(XAResource.TMSTARTRSCAN));
            assertEquals(XAException.XAER_RMFAIL, away.errorCode);
            assertXaError(XAException.XAER_RMFAIL, () -> resource.commit(branch, false));

            broker = broker(broker.port());
            assertTrue(branch.names(resource.recover(XAResource.TMSTARTRSCAN)[0]), "and nothing was decided meanwhile");
            broker.close();
            assertXaError(XAException.XAER_RMFAIL, () -> resource.recover(XAResource.TMSTARTRSCAN));
            broker = broker(broker.port());

            resource.commit(branch, false);

            container.transactions.suspend();
            assertEquals("one", receiveNoWait(container));
            container
                    .managedConnectionFactory()
                    .createManagedConnection(null, null)
                    .destroy();
        } finally {
            broker.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"commit, XA_HEURCOM, one", "rollback, XA_HEURRB, "})
    @DisplayName(
            "C-13: what an administrator decided is told to the transaction manager, also after a crash, until it forgets")
    void heuristicOutcome(String decision, String error, @Nullable String arrived) throws Exception {
        MambaServer broker = broker(0);
        MambaResourceAdapter adapter = new MambaResourceAdapter();
        adapter.setUrl(broker.url());
        try (ContainerDouble container = ContainerDouble.start(adapter)) {
            TransactionDouble transaction = container.transactions.begin();
            send(container, "one");
            BranchId branch = transaction.prepareAndForget();
            container.transactions.suspend();

            assertEquals(
                    0,
                    new CommandLine(new MambaCommand())
                            .execute("tx", decision, "--url", broker.url(), branch.asText()));

            int port = broker.port();
            broker.close();
            broker = broker(port);
            XAResource resource = adapter.getXAResources(new ActivationSpec[] {container.spec("orders")})[0];
            assertEquals(1, resource.recover(XAResource.TMSTARTRSCAN).length, "in the list until it is forgotten");
            int expected = XAException.class.getField(error).getInt(null);
            assertXaError(expected, () -> resource.commit(branch, false));
            assertXaError(expected, () -> resource.rollback(branch));
            assertXaError(XAException.XAER_PROTO, () -> resource.prepare(branch));
            resource.forget(branch);
            assertEquals(0, resource.recover(XAResource.TMSTARTRSCAN).length);
            assertXaError(XAException.XAER_NOTA, () -> resource.commit(branch, false));
            assertEquals(arrived, receiveNoWait(container));
        } finally {
            broker.close();
        }
    }

    private MambaServer broker(int port) throws Exception {
        return MambaServer.start(
                ServerConfig.builder(directory).listen("127.0.0.1", port).build());
    }

    private static void assertXaError(int errorCode, Executable call) {
        assertEquals(errorCode, assertThrows(XAException.class, call).errorCode);
    }

    @Test
    @DisplayName("C-13, C-24: resources of one broker are the same resource manager, in every combination")
    void sameResourceManager() throws Exception {
        try (ContainerDouble one = ContainerDouble.embedded(directory.resolve("one"));
                ContainerDouble other = ContainerDouble.embedded(directory.resolve("other"))) {
            XAResource[] ofOne = resources(one);
            XAResource[] ofOther = resources(other);

            for (XAResource left : ofOne) {
                for (XAResource right : ofOne) {
                    assertTrue(left.isSameRM(right), left + " and " + right);
                }
                for (XAResource right : ofOther) {
                    assertFalse(left.isSameRM(right), left + " and " + right);
                }
            }
        }
    }

    @Test
    @DisplayName("C-13: a resource for recovery starts no branch")
    void recoveryOnly() throws Exception {
        try (ContainerDouble container = ContainerDouble.embedded(directory)) {
            XAResource resource = resources(container)[0];

            for (XAException refused : Arrays.asList(
                    assertThrows(XAException.class, () -> resource.start(new BranchId(1, 1), XAResource.TMNOFLAGS)),
                    assertThrows(XAException.class, () -> resource.end(new BranchId(1, 1), XAResource.TMSUCCESS)))) {
                assertEquals(XAException.XAER_PROTO, refused.errorCode);
            }
            assertFalse(resource.setTransactionTimeout(10));
            assertEquals(0, resource.getTransactionTimeout());
        }
    }

    @Test
    @DisplayName("A session that is taken away in a branch fails the transaction manager's end, and nobody else")
    void sessionTakenAway() throws Exception {
        try (ContainerDouble container = ContainerDouble.embedded(directory)) {
            ManagedConnection victim = container.managedConnectionFactory().createManagedConnection(null, null);
            BranchId branch = new BranchId(1, 1);
            victim.getXAResource().start(branch, XAResource.TMNOFLAGS);

            victim.destroy();

            XAException gone =
                    assertThrows(XAException.class, () -> victim.getXAResource().end(branch, XAResource.TMSUCCESS));
            assertEquals(XAException.XAER_RMFAIL, gone.errorCode);
            assertThrows(XAException.class, () -> victim.getXAResource().prepare(branch));
            send(container, "one");
            assertEquals("one", receiveNoWait(container));
        }
    }

    private static XAResource[] resources(ContainerDouble container) throws ResourceException {
        ActivationSpec[] spec = {container.spec("orders")};
        return new XAResource[] {
            container.adapter.getXAResources(spec)[0],
            container.adapter.getXAResources(spec)[0],
            container
                    .managedConnectionFactory()
                    .createManagedConnection(null, null)
                    .getXAResource(),
            container
                    .managedConnectionFactory()
                    .createManagedConnection(null, null)
                    .getXAResource()
        };
    }

    private static void send(ContainerDouble container, String text) throws ResourceException {
        try (JMSContext context = container.connectionFactory().createContext()) {
            context.createProducer().send(context.createQueue("orders"), text);
        }
    }

    private static String receiveNoWait(ContainerDouble container) throws ResourceException {
        try (JMSContext context = container.connectionFactory().createContext()) {
            return context.createConsumer(context.createQueue("orders")).receiveBodyNoWait(String.class);
        }
    }
}
