// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.channels.SocketChannel;

/** What the client keeps to. */
@AnalyzeClasses(packages = "io.mambamq.jms", importOptions = DoNotIncludeTests.class)
class ClientArchitectureTest {
    @ArchTest
    static final ArchRule interruptsNeverCloseASocket = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(SocketChannel.class)
            .because("a SocketChannel closes when a thread that uses it is interrupted");

    @ArchTest
    static final ArchRule theClientStandsAlone = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "io.mambamq.core..", "io.mambamq.server..", "jakarta.resource..")
            .because("applications carry it on their class path");

    @ArchTest
    static final ArchRule theApisStandOnTheirCommonCore = noClasses()
            .that()
            .resideInAnyPackage(jms("connection"), jms("session"), jms("producer"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(jms("classic"), jms("context"), jms("inbound"))
            .because("both APIs are thin skins over one behaviour");

    @ArchTest
    static final ArchRule theApisDoNotKnowEachOther = noClasses()
            .that()
            .resideInAPackage(jms("classic"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(jms("context"));

    @ArchTest
    static final ArchRule theProtocolKnowsNoJmsSessions = noClasses()
            .that()
            .resideInAnyPackage(jms("transport"), jms("wire"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    jms("delivery"), jms("settlement"), jms("session"), jms("connection"), jms("message"), jms("xa"))
            .because("bytes and frames are below everything that has a meaning in JMS");

    @ArchTest
    static final ArchRule deliveriesAndSettlementsKnowNoSessions = noClasses()
            .that()
            .resideInAnyPackage(jms("delivery"), jms("settlement"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(jms("session"), jms("connection"), jms("message"));

    private static String jms(String name) {
        return "io.mambamq.jms." + name + "..";
    }
}
