// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.core.MachineConfig;
import io.mambamq.core.PartitionMachine;
import io.mambamq.core.ReconnectLimits;
import io.mambamq.core.command.ClientKey;
import io.mambamq.core.command.Command;
import io.mambamq.core.command.Commit;
import io.mambamq.core.command.Send;
import io.mambamq.core.command.Stage;
import io.mambamq.core.durable.StateSnapshot;
import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clients that send, alone and in transactions, while their connections break in the middle of anything and the broker
 * crashes, refuses and forgets. They connect again, ask, and send again what is not there. In the end everything that a
 * client has for sent is in the log once, and nothing that it has for not sent. {@code -Dsim.seed=N} replays one seed.
 */
@DisplayName("M-66: clients that connect again lose and double nothing that they send")
class ReconnectSimulationTest {
    private static final int SEEDS_DEFAULT = 200;
    private static final int STEPS = 1_000;
    private static final int CLIENTS = 3;
    private static final MachineConfig CONFIG =
            MachineConfig.DEFAULT.withReconnect(new ReconnectLimits(CLIENTS + 2, CLIENTS, 1_000));

    private final SimulatedLog log = new SimulatedLog();
    private final List<ReconnectingClient> clients = new ArrayList<>();
    private PartitionMachine machine = new PartitionMachine(CONFIG, log);
    private long nowMs = 1_000;

    static LongStream seeds() {
        Long single = Long.getLong("sim.seed");
        return single != null
                ? LongStream.of(single)
                : LongStream.rangeClosed(1, Long.getLong("sim.seeds", SEEDS_DEFAULT));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everythingIsThereOnce(long seed) {
        Random random = new Random(seed);
        ReconnectingClient.Numbers numbers = new ReconnectingClient.Numbers();
        for (int number = 1; number <= CLIENTS; number++) {
            clients.add(new ReconnectingClient(new ClientKey(number, seed), random, numbers));
        }
        machine.start(nowMs);
        for (int step = 0; step < STEPS; step++) {
            move(random);
            carryOut();
        }
        comeToAnEnd();
        checkBooks();
        assertEquals(replayed().digest(), machine.digest());
    }

    private void move(Random random) {
        ReconnectingClient client = clients.get(random.nextInt(CLIENTS));
        switch (random.nextInt(40)) {
            case 0 -> client.isCutOff();
            case 1 -> machine.logHasSpace(random.nextInt(3) > 0);
            case 2 -> crash(random);
            case 3 -> {
                nowMs += random.nextInt(20) == 0 ? 2_000 : 10;
                machine.tick(nowMs);
            }
            case 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 -> commitNext();
            default -> client.goOn(machine);
        }
    }

    private void commitNext() {
        if (log.outstanding() > 0) {
            log.commitNext(machine::onCommit);
        }
    }

    private void carryOut() {
        machine.drainEffects(effect -> clients.forEach(client -> client.isTold(effect)));
    }

    /** A part of what was under way is in the log, and nobody was told. A snapshot may take the place of the log. */
    private void crash(Random random) {
        if (random.nextInt(4) > 0) {
            return;
        }
        clients.forEach(ReconnectingClient::isCutOff);
        log.crash(random.nextInt(log.outstanding() + 1), (position, command) -> {});
        PartitionMachine replayed = replayed();
        machine = random.nextBoolean() ? replayed : restored(replayed.beginSnapshot((stream, position) -> {}));
        assertEquals(replayed.digest(), machine.digest(), "a snapshot has all of it");
        machine.start(nowMs);
    }

    private PartitionMachine replayed() {
        PartitionMachine replayed = new PartitionMachine(CONFIG, log);
        log.replay(replayed::apply);
        return replayed;
    }

    private PartitionMachine restored(StateSnapshot snapshot) {
        PartitionMachine restored = new PartitionMachine(CONFIG, log);
        boolean more = true;
        while (more) {
            ArraySink piece = new ArraySink(64);
            more = snapshot.writeNext(piece, 100);
            restored.restore(piece.array(), 0, piece.position());
        }
        return restored;
    }

    /** Nothing breaks any more; what was under way is answered. */
    private void comeToAnEnd() {
        machine.logHasSpace(true);
        for (ReconnectingClient client : clients) {
            client.isCutOff();
            client.connect(machine);
        }
        for (int round = 0; round < 5; round++) {
            carryOut();
            while (log.outstanding() > 0) {
                commitNext();
                carryOut();
            }
            clients.forEach(client -> {
                client.hear();
                client.ask(machine);
            });
        }
    }

    private void checkBooks() {
        Map<Long, Integer> logged = messagesInTheLog();
        for (ReconnectingClient client : clients) {
            assertTrue(client.hasNothingToWaitFor(), "everything was answered");
            client.told.forEach((message, told) -> {
                int count = logged.getOrDefault(message, 0);
                logged.remove(message);
                switch (told) {
                    case SENT -> assertEquals(1, count, () -> "message " + message + " was sent");
                    case NOT_SENT -> assertEquals(0, count, () -> "message " + message + " was not sent");
                    case UNKNOWN -> assertTrue(count <= 1, () -> "message " + message + " was sent or not");
                }
            });
        }
        assertEquals(Map.of(), logged, "nobody sent these");
    }

    private Map<Long, Integer> messagesInTheLog() {
        Map<Long, Integer> counts = new HashMap<>();
        Map<TransactionId, List<Long>> staged = new HashMap<>();
        log.replay((position, command) -> read(command, counts, staged));
        return counts;
    }

    private static void read(Command command, Map<Long, Integer> counts, Map<TransactionId, List<Long>> staged) {
        if (command instanceof Send send) {
            counts.merge(send.message().messageId().sequence(), 1, Integer::sum);
        } else if (command instanceof Stage stage) {
            staged.computeIfAbsent(stage.transaction(), absent -> new ArrayList<>())
                    .add(stage.message().messageId().sequence());
        } else if (command instanceof Commit commit) {
            staged.getOrDefault(commit.transaction(), List.of()).forEach(key -> counts.merge(key, 1, Integer::sum));
        }
    }
}
