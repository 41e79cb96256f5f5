// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.liberty;

import io.mambamq.it.xa.HaltingXaDataSource;
import io.mambamq.testkit.process.ChildJvm;
import io.mambamq.testkit.process.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

/** An Open Liberty server in a directory of its own, started as a child process. Owned by the thread that created it. */
public final class LibertyServer implements AutoCloseable {
    private static final Duration START_TIME_MAX = Duration.ofMinutes(5);
    private static final Duration STOP_TIME_MAX = Duration.ofMinutes(1);
    private static final String READY = "CWWKF0011I";

    private final Path home = Path.of(System.getProperty("liberty.home"));
    private final Path user;
    private final String name;
    private final int httpPort;
    private ChildJvm process;

    private LibertyServer(Path user, String name, int httpPort) {
        this.user = user;
        this.name = name;
        this.httpPort = httpPort;
    }

    /**
     * Creates a server from the template, with the application in it, not yet started.
     *
     * @param variables those of {@code server.xml} and what it includes
     */
    public static LibertyServer create(String name, Map<String, String> variables, Archive<?> application)
            throws IOException {
        Path user = Files.createTempDirectory(
                Files.createDirectories(Path.of(System.getProperty("liberty.user"))), name + "-");
        var server = new LibertyServer(user, name, FreePort.find());
        server.fill(variables, application);
        return server;
    }

    /** Returns when the server says that it is ready, its application started. */
    public void start() throws IOException, InterruptedException {
        Path tools = home.resolve("bin/tools");
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-javaagent:" + tools.resolve("ws-javaagent.jar"),
                "-Djava.awt.headless=true",
                "-Xmx512m",
                "@" + home.resolve("lib/platform/java/java9.options"),
                "-jar",
                tools.resolve("ws-server.jar").toString(),
                name);
        builder.directory(directory().toFile());
        builder.environment().put("WLP_USER_DIR", user.toString());
        builder.environment().remove("WLP_OUTPUT_DIR");
        process = ChildJvm.start(builder, READY);
        process.awaitLine(START_TIME_MAX);
    }

    /** {@code kill -9}. */
    public void kill() {
        process.kill();
    }

    /** Asks the server to stop and waits until it has. */
    public void stop() throws InterruptedException {
        process.terminate(STOP_TIME_MAX);
    }

    /** Configuration, logs, the database, and the embedded broker's data. */
    public Path directory() {
        return user.resolve("servers").resolve(name);
    }

    public int httpPort() {
        return httpPort;
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }

    private void fill(Map<String, String> variables, Archive<?> application) throws IOException {
        copy(Path.of(System.getProperty("liberty.template")), directory());
        var bootstrap = new Properties();
        bootstrap.putAll(variables);
        bootstrap.setProperty("http.port", String.valueOf(httpPort));
        try (var out = Files.newOutputStream(directory().resolve("bootstrap.properties"))) {
            bootstrap.store(out, null);
        }
        Path dropins = Files.createDirectories(directory().resolve("dropins"));
        export(application, dropins.resolve(application.getName()));
        export(
                ShrinkWrap.create(JavaArchive.class, "halting.jar").addPackage(HaltingXaDataSource.class.getPackage()),
                directory().resolve("halting.jar"));
    }

    private static void export(Archive<?> archive, Path file) {
        archive.as(ZipExporter.class).exportTo(file.toFile());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }
}
