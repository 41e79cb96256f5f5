// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.server;

import io.mambamq.testkit.process.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ExplodedExporter;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** TomEE. The jars of the adapter are on its common class path, ahead of an older JBoss Logging of its own. */
final class TomEeServer extends ApplicationServer {
    private static final List<String> OPENED_PACKAGES = List.of(
            "java.base/java.lang",
            "java.base/java.io",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.rmi/sun.rmi.transport");

    private final Path home = Path.of(System.getProperty("container.home"));

    private TomEeServer(Path directory) throws IOException {
        super(directory, FreePort.find(), "Server startup in");
    }

    /** Creates a server, with the application in it, configured by {@code tomee.xml}, not yet started. */
    static TomEeServer create(String name, WebArchive application) throws IOException {
        var server = new TomEeServer(ServerFiles.newDirectory(name));
        server.fill(application);
        return server;
    }

    @Override
    ProcessBuilder command() {
        Path bin = home.resolve("bin");
        List<String> command = new ArrayList<>(List.of(ServerFiles.java().toString(), "-Xmx512m"));
        OPENED_PACKAGES.forEach(it -> command.add("--add-opens=" + it + "=ALL-UNNAMED"));
        command.addAll(List.of(
                "-javaagent:" + home.resolve("lib/openejb-javaagent.jar"),
                "-Djava.util.logging.config.file=" + directory().resolve("conf/logging.properties"),
                "-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager",
                "-Djava.io.tmpdir=" + directory().resolve("temp"),
                "-Dcatalina.home=" + home,
                "-Dcatalina.base=" + directory(),
                "-Dhttp.port=" + httpPort(),
                "-cp",
                bin.resolve("bootstrap.jar") + ":" + bin.resolve("tomcat-juli.jar"),
                "org.apache.catalina.startup.Bootstrap",
                "start"));
        return new ProcessBuilder(command).directory(directory().toFile());
    }

    @Override
    public Path brokerData() {
        return directory().resolve("data/mamba-data");
    }

    private void fill(WebArchive application) throws IOException {
        for (String each : List.of("logs", "temp", "webapps")) {
            Files.createDirectory(directory().resolve(each));
        }
        ShrinkWrap.create(ZipImporter.class, "mamba")
                .importFrom(ServerFiles.template().resolve("mamba-ra.rar").toFile())
                .as(ExplodedExporter.class)
                .exportExploded(directory().toFile());
        ServerFiles.copy(ServerFiles.template().resolve("derby"), directory().resolve("derby"));
        ServerFiles.exportHaltingDriver(directory().resolve("derby/halting.jar"));
        application.setWebXML(Path.of("src/test/tomee/web.xml").toAbsolutePath().toFile());
        ServerFiles.export(application, directory().resolve("webapps").resolve(application.getName()));
        configure();
    }

    private void configure() throws IOException {
        Path configuration = directory().resolve("conf");
        ServerFiles.copy(home.resolve("conf"), configuration);
        Files.writeString(configuration.resolve("tomee.xml"), Files.readString(Path.of("src/test/tomee/tomee.xml")));
        replace(configuration.resolve("catalina.properties"), "common.loader=", """
                common.loader="${catalina.base}/mamba/*.jar","${catalina.base}/derby/*.jar",""");
        replace(configuration.resolve("server.xml"), "port=\"8080\"", "port=\"${http.port}\"");
        replace(configuration.resolve("server.xml"), "port=\"8005\"", "port=\"-1\"");
    }

    private static void replace(Path file, String old, String replacement) throws IOException {
        Files.writeString(file, Files.readString(file).replace(old, replacement));
    }
}
