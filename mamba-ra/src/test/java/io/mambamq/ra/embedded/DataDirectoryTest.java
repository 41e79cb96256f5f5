// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The embedded broker's data lie where the application server keeps its own")
class DataDirectoryTest {
    static Stream<Arguments> servers() {
        return Stream.of(
                Arguments.of(
                        "Open Liberty tells its output directory",
                        Map.of("server.output.dir", "/wlp/out/one", "user.dir", "/home"),
                        Map.of(),
                        "/wlp/out/one/mamba-data"),
                Arguments.of(
                        "Open Liberty with WLP_OUTPUT_DIR",
                        Map.of("wlp.server.name", "one", "user.dir", "/home"),
                        Map.of("WLP_OUTPUT_DIR", "/out"),
                        "/out/one/mamba-data"),
                Arguments.of(
                        "WildFly",
                        Map.of("jboss.server.data.dir", "/wildfly/standalone/data", "user.dir", "/home"),
                        Map.of(),
                        "/wildfly/standalone/data/mamba-data"),
                Arguments.of(
                        "GlassFish and Payara",
                        Map.of("com.sun.aas.instanceRoot", "/domains/domain1", "user.dir", "/home"),
                        Map.of(),
                        "/domains/domain1/mamba-data"),
                Arguments.of(
                        "TomEE",
                        Map.of("catalina.base", "/tomee", "user.dir", "/home"),
                        Map.of(),
                        "/tomee/data/mamba-data"),
                Arguments.of("any other", Map.of("user.dir", "/home"), Map.of(), "/home/mamba-data"),
                Arguments.of(
                        "an empty property counts as none",
                        Map.of("server.output.dir", "", "user.dir", "/home"),
                        Map.of("WLP_OUTPUT_DIR", "/out"),
                        "/home/mamba-data"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    void chosen(String server, Map<String, String> properties, Map<String, String> environment, String expected) {
        assertEquals(Path.of(expected), DataDirectory.choose(properties::get, environment::get));
    }
}
