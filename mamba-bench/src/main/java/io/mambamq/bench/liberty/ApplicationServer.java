// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.adapter;

import io.mambamq.testkit.process.ChildJvm;
import io.mambamq.testkit.process.FreePort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** An Open Liberty server with the adapters and, for each of them, the application. */
final class ApplicationServer implements AutoCloseable {
    private static final Duration START_TIME_MAX = Duration.ofMinutes(5);
    private static final String NAME = "adapters";
    private static final List<String> CLASSES = List.of("LoadBean.class", "LoadServlet.class");
    private static final String PACKAGE = "io/mambamq/bench/adapter/app/";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ChildJvm process;
    private final int httpPort;

    private ApplicationServer(ChildJvm process, int httpPort) {
        this.process = process;
        this.httpPort = httpPort;
    }

    /**
     * Returns when the applications are ready.
     *
     * @param home of Open Liberty
     * @param user an empty directory
     * @param variables those of {@code server.xml}
     * @param applications names of web archives
     */
    static ApplicationServer start(Path home, Path user, Map<String, String> variables, List<String> applications)
            throws IOException, InterruptedException {
        int httpPort = FreePort.find();
        Path server = Files.createDirectories(user.resolve("servers").resolve(NAME));
        try (InputStream configuration = ApplicationServer.class.getResourceAsStream("server.xml")) {
            Files.copy(configuration, server.resolve("server.xml"));
        }
        Properties bootstrap = new Properties();
        bootstrap.putAll(variables);
        bootstrap.setProperty("http.port", String.valueOf(httpPort));
        try (OutputStream out = Files.newOutputStream(server.resolve("bootstrap.properties"))) {
            bootstrap.store(out, null);
        }
        Files.createDirectories(server.resolve("dropins"));
        for (String application : applications) {
            pack(server.resolve("dropins").resolve(application + ".war"));
        }
        ChildJvm process = launch(home, user, server);
        process.awaitLine(START_TIME_MAX);
        return new ApplicationServer(process, httpPort);
    }

    private static ChildJvm launch(Path home, Path user, Path server) throws IOException {
        Path tools = home.resolve("bin/tools");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-javaagent:" + tools.resolve("ws-javaagent.jar"),
                "-Djava.awt.headless=true",
                "-Xms1g",
                "-Xmx1g",
                "@" + home.resolve("lib/platform/java/java9.options"),
                "-jar",
                tools.resolve("ws-server.jar").toString(),
                NAME);
        builder.directory(server.toFile());
        builder.environment().put("WLP_USER_DIR", user.toString());
        builder.environment().remove("WLP_OUTPUT_DIR");
        return ChildJvm.start(builder, "CWWKF0011I");
    }

    private static void pack(Path archive) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(archive))) {
            for (String name : CLASSES) {
                out.putNextEntry(new ZipEntry("WEB-INF/classes/" + PACKAGE + name));
                try (InputStream in = ApplicationServer.class.getResourceAsStream("app/" + name)) {
                    in.transferTo(out);
                }
                out.closeEntry();
            }
        }
    }

    /** How many messages the application's bean has processed. */
    long count(String application) throws IOException, InterruptedException {
        return Long.parseLong(page(application)[0]);
    }

    /** How many instances of its bean the container has made. */
    long instances(String application) throws IOException, InterruptedException {
        return Long.parseLong(page(application)[1]);
    }

    private String[] page(String application) throws IOException, InterruptedException {
        URI page = URI.create("http://127.0.0.1:" + httpPort + "/" + application + "/count");
        String text = http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
                .body();
        return text.split(" ", 2);
    }

    Duration cpu() {
        return process.cpu();
    }

    @Override
    public void close() {
        process.close();
    }
}
