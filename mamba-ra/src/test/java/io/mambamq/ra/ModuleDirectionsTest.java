// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra;

import static com.tngtech.archunit.base.DescribedPredicate.lessThanOrEqualTo;
import static com.tngtech.archunit.lang.conditions.ArchConditions.containNumberOfElements;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;

/**
 * Which module may see which. The class paths already say most of it; this says it where transitive dependencies
 * would allow more, and says why. It lives here because only the resource adapter sees all modules.
 */
@AnalyzeClasses(packages = "io.mambamq", importOptions = DoNotIncludeTests.class)
class ModuleDirectionsTest {
    @ArchTest
    static final ArchRule modulesDependDownwardsOnly = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.mambamq..")
            .withOptionalLayers(true)
            .layer("journal")
            .definedBy("io.mambamq.journal..")
            .layer("protocol")
            .definedBy("io.mambamq.protocol..")
            .layer("core")
            .definedBy("io.mambamq.core..")
            .layer("server")
            .definedBy("io.mambamq.server..")
            .layer("jms-client")
            .definedBy("io.mambamq.jms..")
            .layer("ra")
            .definedBy("io.mambamq.ra..")
            .whereLayer("journal")
            .mayOnlyBeAccessedByLayers("server")
            .whereLayer("protocol")
            .mayOnlyBeAccessedByLayers("core", "server", "jms-client", "ra")
            .whereLayer("core")
            .mayOnlyBeAccessedByLayers("server")
            .whereLayer("server")
            .mayOnlyBeAccessedByLayers("ra")
            .whereLayer("jms-client")
            .mayOnlyBeAccessedByLayers("ra")
            .whereLayer("ra")
            .mayNotBeAccessedByAnyLayer()
            .because("the client stays small and the core stays pure");

    @ArchTest
    static final ArchRule connectorsStayInTheResourceAdapter = noClasses()
            .that()
            .resideOutsideOfPackage("io.mambamq.ra..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.resource..")
            .because("client and server run without an application server")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule jakartaMessagingStaysInClientAndAdapter = noClasses()
            .that()
            .resideOutsideOfPackages("io.mambamq.jms..", "io.mambamq.ra..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.jms..")
            .because("the broker serves other protocols too")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule clientAndAdapterUseJdkSockets = noClasses()
            .that()
            .resideInAnyPackage("io.mambamq.jms..", "io.mambamq.ra..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..")
            .because("an application should not inherit a network stack")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule oneClassOfTheClientDeserialises = classes()
            .that(new DescribedPredicate<JavaClass>("open an object stream") {
                @Override
                public boolean test(JavaClass candidate) {
                    // A private readObject(ObjectInputStream) only receives one: that is no way in.
                    return candidate.getConstructorCallsFromSelf().stream()
                            .anyMatch(it -> it.getTargetOwner().isEquivalentTo(ObjectInputStream.class));
                }
            })
            .should(containNumberOfElements(lessThanOrEqualTo(1)))
            .andShould()
            .resideInAPackage("io.mambamq.jms..")
            .because("one gate, with one filter, is one to review")
            .allowEmptyShould(true);
}
