// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Random;
import java.util.UUID;

/**
 * The same commands must give the same state and the same effects on every node and in every replay. Whatever could
 * differ between two runs is out of the core's reach; it arrives inside commands.
 */
@AnalyzeClasses(packages = "io.mambamq.core", importOptions = DoNotIncludeTests.class)
class CoreIsDeterministicTest {
    @ArchTest
    static final ArchRule seesOnlyItselfTheProtocolAndTheLanguage = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.mambamq.core..",
                    "io.mambamq.protocol..",
                    "java.lang",
                    "java.lang.annotation",
                    "java.lang.invoke",
                    "java.lang.runtime",
                    "java.math",
                    "java.nio",
                    "java.nio.charset",
                    "java.util",
                    "java.util.function",
                    "java.util.stream",
                    "java.util.zip",
                    "org.jspecify.annotations")
            .because("it has no files, sockets, threads, locks or clocks to be surprised by")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule startsNoThread = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocal.class)
            .because("one agent thread owns the state")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule readsNoClock = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .because("time arrives inside commands and ticks")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule rollsNoDice = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Random.class)
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(System.class, "identityHashCode", Object.class)
            .because("ids and randomness arrive inside commands")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule readsNoSurroundings = noClasses()
            .should()
            .callMethod(System.class, "getProperty", String.class)
            .orShould()
            .callMethod(System.class, "getProperty", String.class, String.class)
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("configuration arrives inside commands, and the core does not log")
            .allowEmptyShould(true);
}
