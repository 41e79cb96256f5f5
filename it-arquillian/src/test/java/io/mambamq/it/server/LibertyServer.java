// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.server;

import io.mambamq.testkit.process.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jboss.shrinkwrap.api.Archive;

/** Open Liberty. */
public final class LibertyServer extends ApplicationServer {
    private final Path home = Path.of(System.getProperty("liberty.home"));
    private final Path user;
    private final String name;
    private final List<String> jvmOptions = new ArrayList<>(List.of("-Djava.awt.headless=true", "-Xmx512m"));

    private LibertyServer(Path user, String name) throws IOException {
        super(user.resolve("servers").resolve(name), FreePort.find(), "CWWKF0011I");
        this.user = user;
        this.name = name;
    }

    /**
     * Creates a server from the template, with the applications in it, not yet started.
     *
     * @param variables those of {@code server.xml} and what it includes
     */
    public static LibertyServer create(String name, Map<String, String> variables, Archive<?>... applications)
            throws IOException {
        var server = new LibertyServer(ServerFiles.newDirectory(name), name);
        server.fill(variables, List.of(applications));
        return server;
    }

    /** Adds an option of the JVM; before the start. */
    public LibertyServer withJvmOption(String option) {
        jvmOptions.add(option);
        return this;
    }

    @Override
    ProcessBuilder command() {
        Path tools = home.resolve("bin/tools");
        List<String> command = new ArrayList<>(
                List.of(ServerFiles.java().toString(), "-javaagent:" + tools.resolve("ws-javaagent.jar")));
        command.addAll(jvmOptions);
        command.addAll(List.of(
                "@" + home.resolve("lib/platform/java/java9.options"),
                "-jar",
                tools.resolve("ws-server.jar").toString(),
                name));
        var builder = new ProcessBuilder(command);
        builder.directory(directory().toFile());
        builder.environment().put("WLP_USER_DIR", user.toString());
        builder.environment().remove("WLP_OUTPUT_DIR");
        return builder;
    }

    @Override
    public Path brokerData() {
        return directory().resolve("mamba-data");
    }

    /** The lines of {@code messages.log}. */
    public List<String> log() throws IOException {
        return Files.readAllLines(directory().resolve("logs/messages.log"));
    }

    /** Its management beans. */
    public ServerManagement management() throws IOException {
        return ServerManagement.connect(directory());
    }

    private void fill(Map<String, String> variables, List<Archive<?>> applications) throws IOException {
        ServerFiles.copy(ServerFiles.template(), directory());
        var bootstrap = new Properties();
        bootstrap.putAll(variables);
        bootstrap.setProperty("http.port", String.valueOf(httpPort()));
        try (var out = Files.newOutputStream(directory().resolve("bootstrap.properties"))) {
            bootstrap.store(out, null);
        }
        Path dropins = Files.createDirectories(directory().resolve("dropins"));
        for (Archive<?> application : applications) {
            ServerFiles.export(application, dropins.resolve(application.getName()));
        }
        ServerFiles.exportHaltingDriver(directory().resolve("halting.jar"));
    }
}
