// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.mambamq.core.ConsumerSource;
import io.mambamq.core.MachineConfig;
import io.mambamq.core.PartitionMachine;
import io.mambamq.core.command.Command;
import io.mambamq.core.command.Publish;
import io.mambamq.core.command.Settle;
import io.mambamq.core.command.Subscribe;
import io.mambamq.core.command.Unsubscribe;
import io.mambamq.core.effect.Deliver;
import io.mambamq.core.effect.Effect;
import io.mambamq.core.queue.Subscription;
import io.mambamq.protocol.frame.DeliveryRanges;
import io.mambamq.protocol.frame.SettleOutcome;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.SubscriptionName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Publishers, and consumers of all kinds of subscriptions that come and go, over commits that lag behind and crashes that
 * keep a part of what was under way; beside it what the log's commands mean, with ordinary collections.
 */
class TopicSimulationTest {
    private static final DestinationName TOPIC = DestinationName.topic("t");
    private static final int STEPS = 400;
    private static final String HIGH = "JMSPriority > 4";

    /** What an applied log means for one subscription: its messages by sequence. */
    private static final class Held {
        final boolean durable;
        final Map<Long, Long> keys = new LinkedHashMap<>();
        long next = 1;

        Held(boolean durable) {
            this.durable = durable;
        }
    }

    private record Attached(long session, int number, SubscriptionName name, Set<Long> unsettled) {}

    private final SimulatedLog log = new SimulatedLog();
    private final Map<Integer, Held> held = new TreeMap<>();
    /** As the leader sees them, ahead of the log. */
    private final Map<Integer, Subscription> proposed = new TreeMap<>();

    private final Map<Integer, Subscription> declared = new HashMap<>();

    private final Map<Long, Attached> consumers = new HashMap<>();
    private PartitionMachine machine;
    private Random random;
    private long keys;
    private long sessions;

    static LongStream seeds() {
        Long single = Long.getLong("sim.seed");
        return single != null ? LongStream.of(single) : LongStream.rangeClosed(1, Long.getLong("sim.seeds", 100));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("M-45 M-47 M-81 M-83: every subscription gets what is published for it, once, whatever crashes")
    void topics(long seed) {
        random = new Random(seed);
        start();
        try {
            for (int step = 0; step < STEPS; step++) {
                step();
            }
            crash(log.outstanding());
            drain();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + " (replay with -Dsim.seed=" + seed + "): " + e, e);
        }
    }

    private void start() {
        machine = new PartitionMachine(MachineConfig.DEFAULT, log);
        log.replay(machine::apply);
        proposed.clear();
        machine.start(1_000);
        held.values().removeIf(each -> !each.durable);
        commitAll();
    }

    private void step() {
        switch (random.nextInt(20)) {
            case 0, 1 -> attach();
            case 2 -> detach();
            case 3 -> closeSession();
            case 4, 5, 6, 7 -> accept();
            case 8 -> unsubscribe();
            case 9 -> {
                if (random.nextInt(8) == 0) {
                    crash(random.nextInt(log.outstanding() + 1));
                }
            }
            case 10, 11, 12, 13 -> commitSome();
            default -> publish();
        }
        takeEffects();
    }

    private void closeSession() {
        Attached chosen = any();
        if (chosen != null) {
            int before = log.outstanding();
            machine.closeSession(chosen.session(), 0);
            learn(before);
            consumers.remove(chosen.session());
        }
    }

    private @Nullable Attached any() {
        return consumers.isEmpty() ? null : List.copyOf(consumers.values()).get(random.nextInt(consumers.size()));
    }

    private void attach() {
        long session = ++sessions;
        machine.openSession(session, session, 0);
        SubscriptionName name = switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> new SubscriptionName("s", false, true);
            default -> new SubscriptionName("d" + random.nextInt(3), true, true);
        };
        int before = log.outstanding();
        machine.attach(session, 0, 1, new ConsumerSource(TOPIC, selectorOf(name), false, name));
        learn(before);
        machine.credit(session, 1, 1_000, 1 << 30);
        consumers.put(session, new Attached(session, 1, name, new TreeSet<>()));
    }

    /** The same whenever the name is used, so that no subscription is made anew. */
    private static String selectorOf(SubscriptionName name) {
        return name != null && name.name().equals("d0") ? HIGH : null;
    }

    private void detach() {
        Attached chosen = any();
        if (chosen != null) {
            int before = log.outstanding();
            machine.detach(chosen.session(), 0, 1, false);
            learn(before);
            consumers.remove(chosen.session());
        }
    }

    private void accept() {
        for (Attached consumer : consumers.values()) {
            if (!consumer.unsettled().isEmpty() && random.nextBoolean()) {
                long[] deliveries =
                        consumer.unsettled().stream().mapToLong(Long::longValue).toArray();
                machine.settle(
                        consumer.session(),
                        0,
                        0,
                        SettleOutcome.ACCEPTED,
                        DeliveryRanges.of(deliveries, deliveries.length));
                consumer.unsettled().clear();
            }
        }
    }

    /** Refused or not, the log tells. */
    private void unsubscribe() {
        long session = ++sessions;
        machine.openSession(session, session, 0);
        int before = log.outstanding();
        machine.unsubscribe(session, 0, "d" + random.nextInt(3));
        learn(before);
    }

    private void publish() {
        long session = ++sessions;
        int priority = random.nextInt(10);
        machine.openSession(session, session, 0);
        int before = log.outstanding();
        machine.send(
                session,
                1,
                0,
                false,
                Messages.encode(Messages.headers(++keys).destination(TOPIC).priority(priority), 10));
        Set<Integer> wanted = new TreeSet<>();
        proposed.forEach((id, subscription) -> {
            if (subscription.selector() == null || priority > 4) {
                wanted.add(id);
            }
        });
        Set<Integer> routed = new TreeSet<>();
        for (Command command : since(before)) {
            if (command instanceof Publish publish) {
                publish.subscriptions().forEach(routed::add);
            }
        }
        assertEquals(wanted, routed, "who gets message " + keys);
    }

    private List<Command> since(int before) {
        List<Command> all = log.outstandingCommands();
        return all.subList(before, all.size());
    }

    private void learn(int before) {
        for (Command command : since(before)) {
            if (command instanceof Subscribe subscribe) {
                proposed.put(subscribe.id(), subscribe.subscription());
            } else if (command instanceof Unsubscribe unsubscribe) {
                assertNotNull(proposed.remove(unsubscribe.id()), "what ends was there");
            }
        }
    }

    // ---- the log

    private void commitSome() {
        for (int i = random.nextInt(log.outstanding() + 1); i > 0; i--) {
            commitOne();
        }
        if (log.outstanding() == 0) {
            assertLive();
        }
    }

    private void commitAll() {
        while (log.outstanding() > 0) {
            commitOne();
        }
        assertLive();
    }

    private void commitOne() {
        log.commitNext((position, command) -> {
            applied(command);
            machine.onCommit(position, command);
        });
    }

    private void crash(int kept) {
        List<Command> survivors = log.outstandingCommands().subList(0, kept);
        log.crash(kept, (position, command) -> {});
        survivors.forEach(this::applied);
        consumers.clear();
        start();
        held.keySet().forEach(id -> proposed.put(id, declared.get(id)));
    }

    private void applied(Command command) {
        if (command instanceof Subscribe subscribe) {
            declared.put(subscribe.id(), subscribe.subscription());
            held.put(subscribe.id(), new Held(subscribe.subscription().isDurable()));
        } else if (command instanceof Unsubscribe unsubscribe) {
            held.remove(unsubscribe.id());
        } else if (command instanceof Publish publish) {
            publish.subscriptions().forEach(id -> {
                Held each = held.get(id);
                if (each != null) {
                    each.keys.put(each.next++, publish.message().messageId().sequence());
                }
            });
        } else if (command instanceof Settle settle) {
            Held each = held.get(settle.queueId());
            if (each != null) {
                settle.sequences().forEach(sequence -> assertNotNull(each.keys.remove(sequence), "settled once"));
            }
        }
    }

    /** Bodies are told live once, and as many as any subscription holds. */
    private void assertLive() {
        Set<Long> wanted = new TreeSet<>();
        held.values().stream().forEach(each -> wanted.addAll(each.keys.values()));
        List<Long> told = new ArrayList<>();
        machine.forEachLive((stream, position) ->
                told.add(log.messageAt(position).messageId().sequence()));
        assertEquals(List.copyOf(wanted), told.stream().sorted().toList(), "live bodies");
    }

    // ---- effects

    private void takeEffects() {
        List<Effect> effects = new ArrayList<>();
        machine.drainEffects(effects::add);
        for (Effect effect : effects) {
            if (effect instanceof Deliver deliver) {
                Attached consumer = consumers.get(deliver.session());
                if (consumer != null) {
                    consumer.unsettled().add(deliver.delivery());
                }
            }
        }
    }

    /** All that is held comes, to a consumer of each durable subscription, in order. */
    private void drain() {
        takeEffects();
        for (Map.Entry<Integer, Held> entry : Map.copyOf(held).entrySet()) {
            Subscription subscription = declared.get(entry.getKey());
            long session = ++sessions;
            machine.openSession(session, session, 0);
            machine.attach(
                    session, 0, 1, new ConsumerSource(TOPIC, subscription.selector(), false, subscription.name()));
            commitAll();
            machine.credit(session, 1, 1_000_000, 1L << 40);
            List<Long> got = new ArrayList<>();
            machine.drainEffects(effect -> {
                if (effect instanceof Deliver deliver && deliver.session() == session) {
                    got.add(log.messageAt(deliver.position()).messageId().sequence());
                }
            });
            assertEquals(
                    List.copyOf(new TreeSet<>(entry.getValue().keys.values())),
                    got.stream().sorted().toList(),
                    () -> "what " + subscription + " has");
        }
    }
}
