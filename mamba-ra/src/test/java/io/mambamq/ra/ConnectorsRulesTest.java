// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import io.mambamq.ra.container.ContainerDouble;
import io.mambamq.ra.container.EndpointFactoryDouble;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Jakarta Connectors asks of the adapter as a whole. */
@Timeout(60)
class ConnectorsRulesTest {
    private static final JavaClasses ADAPTER =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("io.mambamq.ra");

    @TempDir
    Path directory;

    @Test
    @DisplayName("C-26: the adapter brings no transactions and no identities into the application server")
    void noInflow() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("jakarta.resource.spi.XATerminator")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("jakarta\\.resource\\.spi\\.work\\.(Security|Transaction|Execution)Context")
                .because("deliveries take part in the container's transactions by an XA resource")
                .check(ADAPTER);
    }

    @Test
    @DisplayName("C-28: no class of the adapter knows the old namespace")
    void noJavax() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.jms..", "javax.resource..", "javax.ejb..")
                .because("one archive has one namespace")
                .check(ADAPTER);
    }

    @Test
    @DisplayName("C-01, C-17: threads of an adapter are daemons, and all have ended when it has stopped")
    void threads() throws Exception {
        List<Thread> before = ownThreads();
        try (ContainerDouble container = ContainerDouble.embedded(directory)) {
            EndpointFactoryDouble endpoints = EndpointFactoryDouble.notTransacted(message -> {});
            container.activate("orders", endpoints);
            container.connectionFactory().createContext().close();

            assertEquals(
                    List.of(),
                    ownThreads().stream().filter(thread -> !thread.isDaemon()).toList());
        }

        List<Thread> left = ownThreads();
        left.removeAll(before);
        for (Thread thread : left) {
            thread.join(30_000);
        }
        assertEquals(List.of(), left.stream().filter(Thread::isAlive).toList());
    }

    private static List<Thread> ownThreads() {
        return new java.util.ArrayList<>(Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("mamba-"))
                .toList());
    }
}
