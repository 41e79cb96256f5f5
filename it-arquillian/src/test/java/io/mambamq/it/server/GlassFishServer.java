// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.server;

import io.mambamq.testkit.process.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** GlassFish, and Payara, which came of it: a copy of its domain, on ports of its own. */
final class GlassFishServer extends ApplicationServer {
    private static final String DOMAIN = "domain1";
    private static final Pattern PORT = Pattern.compile("port=\"(\\d+)\"");

    private final Path home = Path.of(System.getProperty("container.home"));
    private final int adminPort = FreePort.find();
    private List<String> command = List.of();

    private GlassFishServer(Path domains) throws IOException {
        super(domains.resolve(DOMAIN), FreePort.find(), "startup time");
    }

    /** Creates a server, with the application in it, configured by {@code mamba.asadmin}, not yet started. */
    static GlassFishServer create(String name, WebArchive application) throws IOException, InterruptedException {
        var server = new GlassFishServer(ServerFiles.newDirectory(name));
        server.copyDomain();
        server.command = server.javaCommand();
        server.start();
        try {
            server.deploy(application);
            server.stop();
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    @Override
    ProcessBuilder command() {
        return new ProcessBuilder(command)
                .directory(directory().resolve("config").toFile())
                .redirectInput(directory().resolve("master-password").toFile());
    }

    @Override
    public Path brokerData() {
        return directory().resolve("mamba-data");
    }

    private void copyDomain() throws IOException {
        ServerFiles.copy(home.resolve("glassfish/domains").resolve(DOMAIN), directory());
        ServerFiles.copyInto(
                ServerFiles.template().resolve("derby"), directory().resolve("lib"));
        ServerFiles.exportHaltingDriver(directory().resolve("lib/halting.jar"));
        Files.writeString(directory().resolve("master-password"), "AS_ADMIN_MASTERPASSWORD=changeit\n");

        Path configuration = directory().resolve("config/domain.xml");
        Files.writeString(configuration, onFreePorts(Files.readString(configuration)));
    }

    private String onFreePorts(String configuration) throws IOException {
        Map<String, Integer> ports = new HashMap<>(Map.of("8080", httpPort(), "4848", adminPort));
        Matcher matcher = PORT.matcher(configuration);
        var moved = new StringBuilder();
        while (matcher.find()) {
            Integer port = ports.get(matcher.group(1));
            if (port == null) {
                port = FreePort.find();
                ports.put(matcher.group(1), port);
            }
            matcher.appendReplacement(moved, "port=\"" + port + '"');
        }
        return matcher.appendTail(moved).toString();
    }

    /** What {@code start-domain} would start in the background, a word in each line: started here, it can be killed. */
    private List<String> javaCommand() throws IOException, InterruptedException {
        String dump = ServerFiles.run(
                asadmin("start-domain", "--domaindir", directory().getParent().toString(), "--dry-run", DOMAIN));
        List<String> words = new ArrayList<>(dump.lines().toList());
        int java = 0;
        while (!words.get(java).endsWith("java")) {
            java++;
        }
        int end = java;
        while (!words.get(end).isBlank() && !words.get(end).startsWith("Command ")) {
            end++;
        }
        return List.copyOf(words.subList(java, end));
    }

    private void deploy(WebArchive application) throws IOException, InterruptedException {
        Path files = Path.of("src/test/glassfish").toAbsolutePath();
        application.addAsWebInfResource(files.resolve("glassfish-ejb-jar.xml").toFile(), "glassfish-ejb-jar.xml");
        Path war = directory().resolve(application.getName());
        ServerFiles.export(application, war);
        String commands = Files.readString(files.resolve("mamba.asadmin"))
                .replace("@rar@", ServerFiles.template().resolve("mamba-ra.rar").toString())
                .replace("@war@", war.toString())
                .replace("@directory@", directory().toString());
        Path script = Files.writeString(directory().resolve("mamba.asadmin"), commands);
        ServerFiles.run(asadmin("--port", String.valueOf(adminPort), "multimode", "--file", script.toString()));
    }

    private ProcessBuilder asadmin(String... arguments) {
        List<String> words =
                new ArrayList<>(List.of("sh", home.resolve("bin/asadmin").toString()));
        words.addAll(List.of(arguments));
        var builder = new ProcessBuilder(words);
        builder.environment().put("AS_JAVA", System.getProperty("java.home"));
        return builder;
    }
}
