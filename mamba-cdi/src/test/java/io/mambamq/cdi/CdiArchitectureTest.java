// SPDX-License-Identifier: Apache-2.0

package io.mambamq.cdi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the extension keeps to. */
@AnalyzeClasses(packages = "io.mambamq", importOptions = DoNotIncludeTests.class)
class CdiArchitectureTest {
    @ArchTest
    static final ArchRule standardApisOnly = classes()
            .that()
            .resideInAPackage("io.mambamq.cdi..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.mambamq.cdi..",
                    "io.mambamq.jms",
                    "io.mambamq.protocol.message",
                    "io.mambamq.protocol.selector",
                    "jakarta.annotation..",
                    "jakarta.enterprise..",
                    "jakarta.inject..",
                    "jakarta.jms..",
                    "java..",
                    "javax.naming..",
                    "org.jboss.logging..",
                    "org.jspecify..")
            .because("any CDI implementation and any provider's connection factory will do");

    @ArchTest
    static final ArchRule nobodyNeedsTheExtension = noClasses()
            .that()
            .resideOutsideOfPackage("io.mambamq.cdi..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.mambamq.cdi..", "jakarta.enterprise..")
            .because("the client is for applications without CDI too");
}
