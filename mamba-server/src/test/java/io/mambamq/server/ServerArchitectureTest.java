// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;

/** What the server and everything below it keep to. */
@AnalyzeClasses(packages = "io.mambamq", importOptions = DoNotIncludeTests.class)
class ServerArchitectureTest {
    /** The packages that speak to the network. Another one is a decision, not an accident. */
    private static final String[] NETWORK_PACKAGES = {"io.mambamq.server.network.."};

    @ArchTest
    static final ArchRule nettyStaysInTheNetworkPackages = noClasses()
            .that()
            .resideOutsideOfPackages(NETWORK_PACKAGES)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..")
            .because("the broker's decisions do not depend on how bytes arrive")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nothingIsDeserialised = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ObjectInputStream.class)
            .because("a byte from the network must never choose a class to load")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyTheCommandLineEndsTheProcess = noClasses()
            .that()
            .resideOutsideOfPackages("io.mambamq.server.cli..", "io.mambamq.testkit..")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class)
            .because("an embedded broker does not take the application server down")
            .allowEmptyShould(true);
}
