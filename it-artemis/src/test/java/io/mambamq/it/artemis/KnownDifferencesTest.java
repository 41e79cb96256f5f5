// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.artemis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.EmbeddedBroker;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The list of differences")
class KnownDifferencesTest {
    private static List<String[]> lines() throws Exception {
        byte[] bytes = Objects.requireNonNull(KnownDifferences.class.getResourceAsStream("differences.tsv"))
                .readAllBytes();
        return new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.split("\t", -1))
                .toList();
    }

    @Test
    @DisplayName("names tests that there are, each once, with an outcome and a reason")
    void isWhole() throws Exception {
        Set<String> tests = tests();
        Set<String> seen = new TreeSet<>();
        for (String[] columns : lines()) {
            String test = columns[0];
            assertEquals(3, columns.length, test);
            assertTrue(seen.add(test), () -> test + " stands there twice");
            assertTrue(tests.contains(test.replaceFirst("\\[\\d+]$", "")), () -> "there is no test " + test);
            assertTrue(Set.of("fails", "varies", "not run").contains(columns[1]), () -> test + ": " + columns[1]);
            assertTrue(columns[2].length() > 10, test);
        }
    }

    /** CLASS#METHOD of every test class in the jar of the client's tests. */
    private static Set<String> tests() throws Exception {
        Set<String> tests = new TreeSet<>();
        try (ZipInputStream jar = new ZipInputStream(EmbeddedBroker.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .openStream())) {
            for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                if (entry.getName().matches("io/mambamq/jms/.*Test\\.class")) {
                    add(entry.getName(), tests);
                }
            }
        }
        return tests;
    }

    private static void add(String entry, Set<String> tests) throws ClassNotFoundException {
        String name = entry.substring(0, entry.length() - ".class".length()).replace('/', '.');
        try {
            Class<?> type = Class.forName(name, false, KnownDifferencesTest.class.getClassLoader());
            Arrays.stream(type.getDeclaredMethods())
                    .forEach(method -> tests.add(type.getSimpleName() + "#" + method.getName()));
        } catch (NoClassDefFoundError e) {
            // A test of Mamba's own server, which is not here.
        }
    }
}
