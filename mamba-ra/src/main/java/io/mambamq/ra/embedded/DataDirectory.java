// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where the embedded broker keeps its data when nobody says: where the application server keeps what belongs to this
 * instance of it and outlives a restart and a redeployment.
 */
final class DataDirectory {
    private static final String NAME = "mamba-data";

    /** What application servers tell about themselves in system properties, and where below it data belong. */
    private static final List<Home> HOMES = List.of(
            new Home("server.output.dir", ""), // Open Liberty
            new Home("jboss.server.data.dir", ""), // WildFly
            new Home("com.sun.aas.instanceRoot", ""), // GlassFish, Payara
            new Home("catalina.base", "data")); // TomEE

    private record Home(String property, String below) {}

    private DataDirectory() {}

    static Path inThisServer() {
        return choose(System::getProperty, System::getenv);
    }

    /** Looks up system properties, then the environment of Open Liberty, and ends in the working directory. */
    static Path choose(UnaryOperator<@Nullable String> property, UnaryOperator<@Nullable String> environment) {
        for (Home home : HOMES) {
            String directory = property.apply(home.property());
            if (directory != null && !directory.isBlank()) {
                return Path.of(directory, home.below(), NAME);
            }
        }
        String outputs = environment.apply("WLP_OUTPUT_DIR");
        String server = property.apply("wlp.server.name");
        if (outputs != null && !outputs.isBlank() && server != null && !server.isBlank()) {
            return Path.of(outputs, server, NAME);
        }
        String workingDirectory = property.apply("user.dir");
        return Path.of(workingDirectory == null ? "" : workingDirectory, NAME);
    }
}
