// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.crash;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.it.app.StoredOrder;
import io.mambamq.it.server.BrokerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whoever is killed wherever in the two-phase commit of a message-driven bean: afterwards each order was consumed, stored and
 * replied to exactly once, and nothing is in doubt. {@code -Dcrash.repetitions=N} repeats each cell, with the same
 * processes as long as all is well. {@code target/crash-matrix.tsv} gets a line for each run: victim, point, repetition,
 * branches in doubt at the (last) kill, outcome.
 */
@DisplayName("C-13, C-24: kill -9 at every point of the two-phase commit")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashMatrixIT {
    private static final int REPETITIONS = Integer.getInteger("crash.repetitions", 1);
    private static final Path REPORT = Path.of("target", "crash-matrix.tsv");
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** Of the class: the stage outlives its cells. */
    @TempDir
    static Path directory;

    private Stage stage;
    private int runs;

    static Stream<Arguments> cells() {
        return IntStream.rangeClosed(1, REPETITIONS)
                .boxed()
                .flatMap(repetition -> Stream.of(Victim.values())
                        .flatMap(victim ->
                                Stream.of(CrashPoint.values()).map(point -> Arguments.of(victim, point, repetition))));
    }

    @ParameterizedTest(name = "{0} {1} ({2})")
    @MethodSource("cells")
    @DisplayName("message and row agree, and nothing is in doubt")
    void agree(Victim victim, CrashPoint point, int repetition) throws Exception {
        if (stage == null) {
            stage = new Stage(directory.resolve("data-" + runs));
        }
        boolean well = false;
        int inDoubt = -1;
        try {
            List<String> orders = orders("order-" + ++runs);
            inDoubt = crash(victim, point, orders);
            assertAgreement(orders);
            well = true;
        } finally {
            write(victim + "\t" + point + '\t' + repetition + '\t' + inDoubt + '\t' + (well ? "agree" : "failed"));
            if (!well) {
                // What is left over belongs to this cell, not to the next one.
                closeStage();
            }
        }
    }

    @AfterAll
    void closeStage() throws Exception {
        if (stage != null) {
            stage.close();
            stage = null;
        }
    }

    private static void write(String line) throws IOException {
        Files.writeString(REPORT, line + System.lineSeparator(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Returns how many branches were in doubt at the last kill. */
    private int crash(Victim victim, CrashPoint point, List<String> orders) throws Exception {
        stage.arm(point.toll());
        stage.broker().send("orders", orders);
        stage.awaitToll();
        int inDoubt = requireInDoubt(point.inDoubtMin());

        if (point == CrashPoint.DURING_RECOVERY) {
            stage.arm(Toll.ANSWER_TO_COMMIT);
            stage.strike(victim);
            stage.awaitToll();
            inDoubt = requireInDoubt(1);
        }
        stage.strike(victim);
        stage.awaitContainer();
        return inDoubt;
    }

    /** The kill comes neither too early nor too late. */
    private int requireInDoubt(int least) {
        int inDoubt = stage.broker().inDoubt();
        assertTrue(inDoubt >= least, () -> inDoubt + " branches in doubt, where " + least + " are the least");
        return inDoubt;
    }

    private void assertAgreement(List<String> orders) {
        BrokerState broker = stage.broker();
        List<StoredOrder> rows = await("all orders stored")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> rowsOf(orders), stored -> stored.size() >= orders.size());
        await("nothing in doubt").atMost(PATIENCE).until(() -> broker.inDoubt() == 0);
        assertEquals(orders, rows.stream().map(StoredOrder::order).sorted().toList(), "each order is one row");
        assertEquals(
                orders.stream().map("stored "::concat).toList(),
                broker.takeAll("replies").stream().sorted().toList(),
                "each order is one reply");
        assertEquals(List.of(), broker.takeAll("orders"), "orders still in the queue");
        assertEquals(orders.size(), rowsNow(orders), "no row came later");
    }

    private List<StoredOrder> rowsOf(List<String> orders) throws Exception {
        return stage.application().stored().stream()
                .filter(row -> orders.contains(row.order()))
                .toList();
    }

    private int rowsNow(List<String> orders) {
        return await("the rows")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> rowsOf(orders), rows -> true)
                .size();
    }

    private static List<String> orders(String name) {
        List<String> orders = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            orders.add(name + '-' + i);
        }
        return orders;
    }
}
