// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.artemis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * The tests that are known to fail here, each with the reason: they end as skipped. One that passes all the same fails, so
 * that the list stays true. {@code differences.tsv} has a line for each: class and method, with the number of the invocation in
 * brackets if it has parameters; {@code fails}, {@code varies} from run to run, or {@code not run} where it would only hang; and the explanation.
 */
public final class KnownDifferences
        implements ExecutionCondition, TestExecutionExceptionHandler, AfterTestExecutionCallback {
    private record Difference(String outcome, String explanation) {}

    private static final Map<String, Difference> DIFFERENCES = read();

    /** For the service loader. */
    public KnownDifferences() {}

    private static Map<String, Difference> read() {
        Map<String, Difference> differences = new TreeMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(KnownDifferences.class.getResourceAsStream("differences.tsv")),
                StandardCharsets.UTF_8))) {
            lines.lines().forEach(line -> {
                String[] columns = line.split("\t", -1);
                differences.put(columns[0], new Difference(columns[1], columns[2]));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return differences;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Difference difference = find(context);
        return difference == null || !difference.outcome.equals("not run")
                ? ConditionEvaluationResult.enabled("to be run")
                : ConditionEvaluationResult.disabled(difference.explanation);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        Difference difference = find(context);
        if (difference != null && !(thrown instanceof TestAbortedException)) {
            throw new TestAbortedException(difference.explanation, thrown);
        }
        throw thrown;
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        Difference difference = find(context);
        if (difference != null
                && difference.outcome.equals("fails")
                && context.getExecutionException().isEmpty()) {
            throw new AssertionFailedError("is listed as different and passes; take it out of differences.tsv");
        }
    }

    private static Difference find(ExtensionContext context) {
        return context.getTestMethod()
                .map(method -> DIFFERENCES.get(context.getRequiredTestClass().getSimpleName() + "#" + method.getName()
                        + invocation(context.getUniqueId())))
                .orElse(null);
    }

    /** As in {@code [3]}; empty for a test without parameters. */
    private static String invocation(String uniqueId) {
        int number = uniqueId.lastIndexOf(":#");
        return number < 0 ? "" : "[" + uniqueId.substring(number + 2);
    }
}
