// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.liberty;

import io.mambamq.testkit.process.ChildJvm;
import io.mambamq.testkit.process.FreePort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** An Open Liberty server with resource adapters and applications. */
public final class ApplicationServer implements AutoCloseable {
    private static final Duration START_TIME_MAX = Duration.ofMinutes(5);
    private static final String NAME = "bench";

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
     * @param configuration its {@code server.xml}
     * @param variables those of the configuration, besides {@code http.port}
     */
    public static ApplicationServer start(
            Path home, Path user, URL configuration, Map<String, String> variables, List<WebArchive> applications)
            throws IOException, InterruptedException {
        int httpPort = FreePort.find();
        Path server = Files.createDirectories(user.resolve("servers").resolve(NAME));
        try (InputStream in = configuration.openStream()) {
            Files.copy(in, server.resolve("server.xml"));
        }
        Properties bootstrap = new Properties();
        bootstrap.putAll(variables);
        bootstrap.setProperty("http.port", String.valueOf(httpPort));
        try (OutputStream out = Files.newOutputStream(server.resolve("bootstrap.properties"))) {
            bootstrap.store(out, null);
        }
        Path dropins = Files.createDirectories(server.resolve("dropins"));
        for (WebArchive application : applications) {
            application.writeTo(dropins);
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

    /** What a page of an application says, such as {@code app/count}. */
    public String page(String path) throws IOException, InterruptedException {
        URI page = URI.create("http://127.0.0.1:" + httpPort + "/" + path);
        HttpResponse<String> response = http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
        if (response.statusCode() != HttpURLConnection.HTTP_OK) {
            throw new IOException(path + " answers " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    /** CPU time that it has used. */
    public Duration cpu() {
        return process.cpu();
    }

    @Override
    public void close() {
        process.close();
    }
}
