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

    private static final String RULES = "rules.tsv";
    private static final Path TABLE = Path.of("docs/conformance.md");

    private final List<Rule> rules;
    private final Map<String, List<NamedTest>> tests;

    private ConformanceTable(List<Rule> rules, Map<String, List<NamedTest>> tests) {
        this.rules = rules;
        this.tests = tests;
    }

    /** Takes no arguments. */
    public static void main(String[] arguments) throws IOException {
        ConformanceTable table = new ConformanceTable(rules(), tests(Path.of("")));
        Files.writeString(TABLE, table.text());
        System.out.println(TABLE + ": " + table.summary());
        System.exit(table.holds() ? 0 : 1);
    }

    private static List<Rule> rules() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ConformanceTable.class.getResourceAsStream(RULES)), StandardCharsets.UTF_8))) {
            return reader.lines().map(Rule::parse).toList();
        }
    }

    private static Map<String, List<NamedTest>> tests(Path project) throws IOException {
        Map<String, List<NamedTest>> tests = new TreeMap<>();
        try (Stream<Path> modules = Files.list(project.toAbsolutePath())) {
            for (Path module : modules.sorted().toList()) {
                Path file = module.resolve(RuleRecorder.FILE);
                for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                    String[] columns = line.split("\t", -1);
                    tests.computeIfAbsent(columns[0], rule -> new ArrayList<>())
                            .add(new NamedTest(columns[1], TestOutcome.of(columns[2])));
                }
            }
        }
        return tests;
    }

    private boolean holds() {
        return tests.values().stream().flatMap(List::stream).noneMatch(test -> test.outcome() == TestOutcome.FAILED)
                && rules.stream().map(Rule::id).toList().containsAll(tests.keySet());
    }

    private String summary() {
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
                .append(summary())
                .append(
                        ";\nwhat of the others is missing yet stands in the [README](../README.md).\n\n| | clause | rule | tests | result |\n|---|---|---|---|---|\n");
        for (Rule rule : rules) {
            text.append("| ").append(rule.id());
            text.append(" | ").append(rule.clause());
            text.append(" | ").append(rule.text());
            text.append(" | ").append(tests(rule));
            text.append(" | ").append(result(rule)).append(" |\n");
        }
        return text.toString();
    }

    private String tests(Rule rule) {
        return String.join(
                "<br>",
                tests.getOrDefault(rule.id(), List.of()).stream()
                        .map(test -> test.name().substring(test.name().lastIndexOf('.') + 1))
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
