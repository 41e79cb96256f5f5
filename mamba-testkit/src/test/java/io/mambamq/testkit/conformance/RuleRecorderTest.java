// SPDX-License-Identifier: Apache-2.0

package io.mambamq.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

@DisplayName("The record of which test shows which rule")
class RuleRecorderTest {

    @DisplayName("M-10: rules of a class")
    static class Some {
        @Test
        @DisplayName("C-11, M-12: and of a test, of either specification")
        void passes() {}

        @Test
        @DisplayName("without a rule of its own")
        void isSkipped() {
            Assumptions.assumeTrue(false, "not here");
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        @DisplayName("M-13: of which one of three fails")
        void fails(int number) {
            assertTrue(number != 2);
        }
    }

    static class Others {
        @Test
        @DisplayName("no rule, though M-1, XM-10 and D-10 look like one")
        void passes() {}
    }

    @TempDir
    private Path directory;

    @Test
    @DisplayName("has a line for each rule and test, with the worst outcome of all invocations")
    void linePerRuleAndTest() throws Exception {
        Path file = directory.resolve("rules.tsv");
        run(file, Some.class);

        String type = Some.class.getName();
        assertEquals(
                List.of(
                        "C-11\t" + type + "#passes\tpassed",
                        "M-10\t" + type + "#fails\tfailed",
                        "M-10\t" + type + "#isSkipped\tskipped",
                        "M-10\t" + type + "#passes\tpassed",
                        "M-12\t" + type + "#passes\tpassed",
                        "M-13\t" + type + "#fails\tfailed"),
                Files.readAllLines(file));
    }

    @Test
    @DisplayName("is not written where no test names a rule")
    void nothing() {
        Path file = directory.resolve("rules.tsv");
        run(file, Others.class);
        assertFalse(Files.exists(file));
    }

    private static void run(Path file, Class<?> tests) {
        LauncherFactory.create(LauncherConfig.builder()
                        .enableTestExecutionListenerAutoRegistration(false)
                        .addTestExecutionListeners(new RuleRecorder(file))
                        .build())
                .execute(LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClass(tests))
                        .build());
    }
}
