// SPDX-License-Identifier: Apache-2.0

package io.mambamq.testkit.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Notes, in {@value #FILE}, the outcome of every test that names a rule, in its own display name or in that of a class
 * around it: a line {@code RULE, tab, CLASS#METHOD, tab, passed|skipped|failed}. JUnit finds it as a service. A module without
 * such tests gets no file.
 */
public final class RuleRecorder implements TestExecutionListener {

    static final String FILE = "target/conformance.tsv";

    private static final Pattern RULE = Pattern.compile("\\b[CM]-\\d{2,3}\\b");

    private final Path file;
    private final TreeMap<String, TestOutcome> outcomes = new TreeMap<>();

    @SuppressWarnings("NullAway.Init") // told first
    private TestPlan plan;

    /** For JUnit. */
    public RuleRecorder() {
        this(Path.of(FILE));
    }

    RuleRecorder(Path file) {
        this.file = file;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        outcomes.clear();
        this.plan = plan;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest() || result.getStatus() == TestExecutionResult.Status.FAILED) {
            note(
                    test,
                    switch (result.getStatus()) {
                        case SUCCESSFUL -> TestOutcome.PASSED;
                        case ABORTED -> TestOutcome.SKIPPED;
                        case FAILED -> TestOutcome.FAILED;
                    });
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        note(test, TestOutcome.SKIPPED);
    }

    /** Repeated invocations count as one test, which is as good as the worst of them. */
    private synchronized void note(TestIdentifier test, TestOutcome outcome) {
        String name = name(test);
        for (String rule : rules(test)) {
            outcomes.merge(rule + "\t" + name, outcome, TestOutcome::worse);
        }
    }

    @Override
    public synchronized void testPlanExecutionFinished(TestPlan finished) {
        if (outcomes.isEmpty()) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        outcomes.forEach(
                (key, outcome) -> lines.append(key).append('\t').append(outcome).append('\n'));
        try {
            Files.writeString(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Set<String> rules(TestIdentifier test) {
        Set<String> rules = new TreeSet<>();
        for (Optional<TestIdentifier> at = Optional.of(test); at.isPresent(); at = plan.getParent(at.get())) {
            Matcher matcher = RULE.matcher(at.get().getDisplayName());
            while (matcher.find()) {
                rules.add(matcher.group());
            }
        }
        return rules;
    }

    private static String name(TestIdentifier test) {
        TestSource source = test.getSource().orElse(null);
        if (source instanceof MethodSource method) {
            return method.getClassName() + '#' + method.getMethodName();
        }
        return source instanceof ClassSource type ? type.getClassName() : test.getDisplayName();
    }
}
