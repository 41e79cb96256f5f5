// SPDX-License-Identifier: Apache-2.0

package io.mambamq.testkit.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes docs/conformance.md: every rule, the tests that show it, and how they went when they ran last in this checkout.
 * Run it after {@code mvn verify}, from the project's directory. Ends with 1 where a test failed, or names a rule that there is not.
 */
public final class ConformanceTable {

    /** One rule of the specification, in few words. */
    private record Rule(String id, String clause, String text) {

        static Rule parse(String line) {
            String[] columns = line.split("\t", -1);
            return new Rule(columns[0], columns[1], columns[2]);
        }
    }

    private record NamedTest(String name, TestOutcome outcome) {}

    /** A test that fails on the other implementation, and why that says nothing against it. */
    private record Difference(String test, String explanation) {

        static Difference parse(String line) {
            String[] columns = line.split("\t", -1);
            return new Difference(columns[0], columns[2]);
        }

        /** Without the number of an invocation, as tests are named in the table. */
        String method() {
            return test.replaceFirst("\\[\\d+]$", "");
        }
    }

    private static final String MESSAGING_RULES = "rules.tsv";
    private static final String CONNECTORS_RULES = "connectors.tsv";
    /** Where the tests run on another implementation. */
    private static final Path OTHER = Path.of("it-artemis");

    private static final Path DIFFERENCES = OTHER.resolve("src/test/resources/io/mambamq/it/artemis/differences.tsv");
    private static final Path TABLE = Path.of("docs/conformance.md");

    private final List<Rule> messaging;
    private final List<Rule> connectors;
    private final Map<String, List<NamedTest>> tests;
    private final Map<String, List<NamedTest>> otherTests;
    private final List<Difference> differences;

    private ConformanceTable(
            List<Rule> messaging,
            List<Rule> connectors,
            Map<String, List<NamedTest>> tests,
            Map<String, List<NamedTest>> otherTests,
            List<Difference> differences) {
        this.messaging = messaging;
        this.connectors = connectors;
        this.tests = tests;
        this.otherTests = otherTests;
        this.differences = differences;
    }

    /** Takes no arguments. */
    public static void main(String[] arguments) throws IOException {
        Map<String, List<NamedTest>> otherTests = new TreeMap<>();
        read(OTHER, otherTests);
        List<Difference> differences =
                Files.readAllLines(DIFFERENCES).stream().map(Difference::parse).toList();
        ConformanceTable table = new ConformanceTable(
                rules(MESSAGING_RULES), rules(CONNECTORS_RULES), tests(Path.of("")), otherTests, differences);
        Files.writeString(TABLE, table.text());
        System.out.println(TABLE + ": " + table.summary());
        System.exit(table.holds() ? 0 : 1);
    }

    private static List<Rule> rules(String resource) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ConformanceTable.class.getResourceAsStream(resource)),
                StandardCharsets.UTF_8))) {
            return reader.lines().map(Rule::parse).toList();
        }
    }

    private static Map<String, List<NamedTest>> tests(Path project) throws IOException {
        Map<String, List<NamedTest>> tests = new TreeMap<>();
        try (Stream<Path> modules = Files.list(project.toAbsolutePath())) {
            for (Path module : modules.sorted().toList()) {
                if (!module.endsWith(OTHER)) {
                    read(module, tests);
                }
            }
        }
        return tests;
    }

    private static void read(Path module, Map<String, List<NamedTest>> tests) throws IOException {
        Path file = module.resolve(RuleRecorder.FILE);
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            String[] columns = line.split("\t", -1);
            tests.computeIfAbsent(columns[0], rule -> new ArrayList<>())
                    .add(new NamedTest(columns[1], TestOutcome.of(columns[2])));
        }
    }

    private boolean holds() {
        return tests.values().stream().flatMap(List::stream).noneMatch(test -> test.outcome() == TestOutcome.FAILED)
                && Stream.concat(messaging.stream(), connectors.stream())
                        .map(Rule::id)
                        .toList()
                        .containsAll(tests.keySet());
    }

    private String summary() {
        return summary(messaging) + " of Jakarta Messaging, " + summary(connectors) + " of Jakarta Connectors";
    }

    private String summary(List<Rule> rules) {
        long shown = rules.stream().filter(rule -> tests.containsKey(rule.id())).count();
        return shown + " of " + rules.size() + " rules are shown by tests";
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        text.append("# Conformance to Jakarta Messaging 3.1\n\n")
                .append(
                        "What the specification asks of a provider, rule by rule, and the tests that show it. Written by"
                                + " `mamba-testkit/conformance` from the\nlast `mvn verify`; not by hand. A rule's id stands in"
                                + " the names of its tests. ")
                .append(summary(messaging))
                .append(
                        ";\nwhat of the others is missing yet stands in the [README](../README.md). The last column has the same tests run against"
                                + " ActiveMQ Artemis (`it-artemis`),\nas far as they are in terms of the standard API:"
                                + " *differs* where one of them fails [for a known reason](#where-artemis-differs).\n\n"
                                + "| | clause | rule | tests | result | Artemis |\n|---|---|---|---|---|---|\n");
        for (Rule rule : messaging) {
            append(rule, text);
            text.append(" | ").append(otherResult(rule)).append(" |\n");
        }
        appendDifferences(text);
        appendConnectors(text);
        return text.toString();
    }

    private void append(Rule rule, StringBuilder text) {
        text.append("| ").append(rule.id());
        text.append(" | ").append(rule.clause());
        text.append(" | ").append(rule.text());
        text.append(" | ").append(tests(rule));
        text.append(" | ").append(result(rule));
    }

    private void appendConnectors(StringBuilder text) {
        text.append("\n# Conformance to Jakarta Connectors 2.1\n\n")
                .append("What the specification asks of a resource adapter, in the same way. ")
                .append(summary(connectors))
                .append(".\n\n| | clause | rule | tests | result |\n|---|---|---|---|---|\n");
        for (Rule rule : connectors) {
            append(rule, text);
            text.append(" |\n");
        }
    }

    private void appendDifferences(StringBuilder text) {
        text.append("\n## Where Artemis differs\n\n")
                .append(
                        "A test that fails there and is not in this list fails the build, and so does one that is in it and"
                                + " passes.\n\n| test | why it fails there |\n|---|---|\n");
        for (Difference difference : differences) {
            text.append("| ").append(difference.test());
            text.append(" | ").append(difference.explanation()).append(" |\n");
        }
    }

    private String otherResult(Rule rule) {
        List<NamedTest> others = otherTests.getOrDefault(rule.id(), List.of());
        List<String> known = differences.stream().map(Difference::method).toList();
        if (others.stream().anyMatch(test -> known.contains(shortName(test)))) {
            return "differs";
        }
        return others.stream().anyMatch(test -> test.outcome() == TestOutcome.PASSED) ? "passed" : "";
    }

    private static String shortName(NamedTest test) {
        return test.name().substring(test.name().lastIndexOf('.') + 1);
    }

    private String tests(Rule rule) {
        return String.join(
                "<br>",
                tests.getOrDefault(rule.id(), List.of()).stream()
                        .map(ConformanceTable::shortName)
                        .distinct()
                        .toList());
    }

    private String result(Rule rule) {
        return tests.getOrDefault(rule.id(), List.of()).stream()
                .map(NamedTest::outcome)
                .reduce(TestOutcome::worse)
                .map(TestOutcome::toString)
                .orElse("no test yet");
    }
}
