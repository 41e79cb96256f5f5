// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.core.effect.Browsed;
import io.mambamq.core.effect.Deliver;
import io.mambamq.core.effect.Effect;
import io.mambamq.core.effect.Examine;
import io.mambamq.core.effect.Succeeded;
import io.mambamq.core.simulation.Messages;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.message.MessageHeaders;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("M-42: a browser of a queue that changes, against a list that was made when it was opened")
class BrowserSimulationTest {
    private static final int SEEDS = Integer.getInteger("sim.seeds", 100);
    private static final int BROWSER = 7;
    private static final int BROWSE = 800;

    /** What was sent, as the test knows it. */
    private record Known(long key, int priority, long expirationMs, long deliveryTimeMs, boolean red) {
        static final Comparator<Known> IN_ORDER =
                Comparator.comparingInt((Known known) -> -known.priority).thenComparingLong(Known::key);
    }

    private final Broker broker = Broker.started();
    private final Map<Long, Known> queue = new HashMap<>();
    /** By delivery. */
    private final Map<Long, Long> unsettled = new HashMap<>();

    private final List<Known> shown = new ArrayList<>();
    private boolean atEnd;
    private long lastKey;
    private long nowMs = 1_000;

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void showsWhatWasThereAndStillIs(long seed) {
        Random random = new Random(seed);
        boolean selective = random.nextBoolean();
        broker.open(1);
        broker.open(2);
        broker.attach(1, 1);
        int before = random.nextInt(600);
        for (int i = 0; i < before; i++) {
            change(random);
        }

        broker.machine.openBrowser(2, 0, BROWSER, Broker.QUEUE, selective ? "JMSType = 'red'" : null);
        broker.commit();
        List<Known> snapshot = queue.values().stream()
                .filter(known -> known.deliveryTimeMs <= nowMs && (known.red || !selective))
                .sorted(Known.IN_ORDER)
                .toList();
        while (!atEnd) {
            for (int i = random.nextInt(12); i > 0; i--) {
                change(random);
            }
            broker.machine.browse(2, BROWSE, BROWSER, 1 + random.nextInt(100), 1 + random.nextInt(10_000));
            carryOut();
        }

        assertEquals(shown.stream().distinct().sorted(Known.IN_ORDER).toList(), shown, "each once, in order");
        assertTrue(snapshot.containsAll(shown), "nothing that was not there");
        Set<Known> missing = new HashSet<>(snapshot);
        shown.forEach(missing::remove);
        missing.removeIf(known -> !queue.containsKey(known.key) || isExpired(known));
        assertEquals(Set.of(), missing, "all that still is there");
    }

    /** A message is sent or consumed, or time goes on. */
    private void change(Random random) {
        switch (random.nextInt(6)) {
            case 0 -> broker.machine.credit(1, 1, 1 + random.nextInt(3), 1_000);
            case 1 -> settle(random);
            case 2 -> {
                nowMs += random.nextInt(20);
                broker.machine.tick(nowMs);
            }
            default -> send(random);
        }
        broker.commit();
        carryOut();
    }

    private void settle(Random random) {
        for (long delivery : List.copyOf(unsettled.keySet())) {
            if (random.nextBoolean()) {
                queue.remove(unsettled.remove(delivery));
                broker.accept(1, delivery);
            }
        }
    }

    private void send(Random random) {
        Known known = new Known(
                ++lastKey,
                random.nextInt(3) > 0 ? 4 : random.nextInt(10),
                random.nextInt(5) == 0 ? nowMs + 1 + random.nextInt(300) : 0,
                random.nextInt(5) == 0 ? nowMs + random.nextInt(300) : 0,
                random.nextInt(3) > 0);
        MessageHeaders headers = Messages.headers(known.key)
                .destination(Broker.QUEUE)
                .priority(known.priority)
                .expirationMs(known.expirationMs)
                .deliveryTimeMs(known.deliveryTimeMs)
                .type(known.red ? "red" : "blue");
        broker.send(1, 0, headers);
        queue.put(known.key, known);
    }

    private boolean isExpired(Known known) {
        return known.expirationMs != 0 && known.expirationMs <= nowMs;
    }

    private void carryOut() {
        for (List<Effect> effects = broker.effects(); !effects.isEmpty(); effects = broker.effects()) {
            effects.forEach(this::carryOut);
        }
    }

    private void carryOut(Effect effect) {
        if (effect instanceof Deliver deliver) {
            unsettled.put(deliver.delivery(), broker.keyOf(deliver));
        } else if (effect instanceof Browsed browsed) {
            Known known = queue.get(
                    broker.log.messageAt(browsed.position()).messageId().sequence());
            assertTrue(known != null && !isExpired(known), () -> known + " is not there any more");
            shown.add(known);
        } else if (effect instanceof Examine asked) {
            List<@Nullable EncodedMessage> messages = new ArrayList<>();
            asked.positions().forEach(position -> messages.add(broker.log.messageAt(position)));
            broker.machine.examined(asked.session(), asked.consumer(), asked.examination(), messages);
        } else if (effect instanceof Succeeded succeeded && succeeded.request() == BROWSE) {
            atEnd = succeeded.value() == 1;
        }
    }
}
