// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.server;

import io.mambamq.testkit.process.FreePort;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** WildFly, full profile. */
final class WildFlyServer extends ApplicationServer {
    private static final List<String> OPENED_PACKAGES = List.of(
            "java.base/java.lang",
            "java.base/java.lang.invoke",
            "java.base/java.lang.reflect",
            "java.base/java.io",
            "java.base/java.net",
            "java.base/java.security",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.management/javax.management",
            "java.naming/javax.naming");

    private final Path home = Path.of(System.getProperty("container.home"));
    private final int managementPort = FreePort.find();

    private WildFlyServer(Path directory) throws IOException {
        super(directory, FreePort.find(), "WFLYSRV0025");
    }

    /** Creates a server, with the application in it, configured by {@code mamba.cli}, not yet started. */
    static WildFlyServer create(String name, WebArchive application) throws IOException, InterruptedException {
        var server = new WildFlyServer(ServerFiles.newDirectory(name));
        server.fill(application);
        return server;
    }

    @Override
    ProcessBuilder command() {
        List<String> command = new ArrayList<>(List.of(ServerFiles.java().toString(), "-Xmx512m"));
        OPENED_PACKAGES.forEach(it -> command.add("--add-opens=" + it + "=ALL-UNNAMED"));
        command.addAll(List.of(
                "-Dorg.jboss.boot.log.file=" + directory().resolve("log/server.log"),
                "-Dlogging.configuration=file:" + directory().resolve("configuration/logging.properties"),
                "-jar",
                home.resolve("jboss-modules.jar").toString(),
                "-mp",
                modulePath(),
                "org.jboss.as.standalone",
                "-Djboss.home.dir=" + home,
                "-Djboss.server.base.dir=" + directory(),
                "-Djboss.http.port=" + httpPort(),
                "-Djboss.management.http.port=" + managementPort,
                "-Djboss.https.port=0",
                // Else it looks for branches in doubt every two minutes.
                "-Dcom.arjuna.ats.arjuna.recovery.periodicRecoveryPeriod=5",
                "-Dcom.arjuna.ats.arjuna.recovery.recoveryBackoffPeriod=2",
                "--server-config=standalone-full.xml"));
        return new ProcessBuilder(command).directory(directory().toFile());
    }

    @Override
    public Path brokerData() {
        return directory().resolve("data/mamba-data");
    }

    private String modulePath() {
        return home.resolve("modules") + File.pathSeparator + directory().resolve("modules");
    }

    private void fill(WebArchive application) throws IOException, InterruptedException {
        ServerFiles.copy(home.resolve("standalone"), directory());
        Path files = Path.of("src/test/wildfly").toAbsolutePath();
        Path derby = directory().resolve("modules/org/apache/derby/main");
        Files.createDirectories(derby.getParent());
        ServerFiles.copy(ServerFiles.template().resolve("derby"), derby);
        Files.copy(files.resolve("derby-module.xml"), derby.resolve("module.xml"));
        ServerFiles.exportHaltingDriver(derby.resolve("halting.jar"));

        Path deployments = directory().resolve("deployments");
        Files.copy(ServerFiles.template().resolve("mamba-ra.rar"), deployments.resolve("mamba-ra.rar"));
        application.setWebXML(files.resolve("web.xml").toFile());
        ServerFiles.export(application, deployments.resolve(application.getName()));
        ServerFiles.run(commandLine("--file=" + files.resolve("mamba.cli")));
    }

    private ProcessBuilder commandLine(String argument) {
        var builder = new ProcessBuilder(
                ServerFiles.java().toString(),
                "-Djboss.server.base.dir=" + directory(),
                "-jar",
                home.resolve("jboss-modules.jar").toString(),
                "-mp",
                modulePath(),
                "org.jboss.as.cli",
                argument);
        builder.environment().put("JBOSS_HOME", home.toString());
        return builder.directory(directory().toFile());
    }
}
