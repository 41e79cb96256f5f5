// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;

/** The journal is a library of its own, and the simulated disk can take the place of the real one. */
@AnalyzeClasses(packages = "io.mambamq.journal", importOptions = DoNotIncludeTests.class)
class JournalArchitectureTest {
    @ArchTest
    static final ArchRule seesOnlyItselfTheJdkAndTheLogger = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.mambamq.journal..",
                    "java..",
                    "com.sun.nio.file",
                    "org.jboss.logging..",
                    "org.jspecify.annotations")
            .because("it knows nothing of queues, and others may use it alone")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyTheFilePackageUsesOptionsOfThisJdk = noClasses()
            .that()
            .resideOutsideOfPackage("io.mambamq.journal.file..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.sun..")
            .because("a JDK without them costs the direct writes only")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyTheFilePackageTouchesFileChannels = noClasses()
            .that()
            .resideOutsideOfPackage("io.mambamq.journal.file..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(FileChannel.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(RandomAccessFile.class)
            .because("every read, write and sync must be one that the simulated disk can fail")
            .allowEmptyShould(true);
}
