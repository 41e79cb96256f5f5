// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import io.mambamq.jms.MambaDestination;
import io.mambamq.protocol.message.SubscriptionName;
import io.mambamq.protocol.selector.MalformedSelectorException;
import io.mambamq.protocol.selector.Selector;
import jakarta.jms.Topic;
import jakarta.resource.spi.InvalidPropertyException;
import java.beans.IntrospectionException;
import java.beans.PropertyDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Judges an activation specification by itself: what is wrong, and what to write instead. */
final class ActivationCheck {
    private static final String QUEUE = "jakarta.jms.Queue";
    private static final String TOPIC = "jakarta.jms.Topic";
    private static final List<String> DURABILITIES =
            List.of("Durable", "NonDurable", "DurableShared", "NonDurableShared");
    private static final List<String> ORDERS = List.of("none", "destination", "group");
    private static final int CONCURRENCY_MAX = 1_000;
    private static final long PAUSE_MS_MAX = 3_600_000;
    private static final int PREFETCH_MAX = 10_000;

    private final List<String> faults = new ArrayList<>();
    private final List<PropertyDescriptor> properties = new ArrayList<>();

    private ActivationCheck() {}

    /**
     * Names every fault in one exception.
     *
     * @throws InvalidPropertyException with the properties concerned
     */
    static void check(MambaActivationSpec spec) throws InvalidPropertyException {
        ActivationCheck check = new ActivationCheck();
        check.destination(spec);
        check.selector(spec.getMessageSelector());
        check.subscription(spec);
        check.acknowledgeMode(spec.getAcknowledgeMode());
        check.ordered(spec);
        check.range("maxConcurrency", spec.concurrency(), 1, CONCURRENCY_MAX);
        check.range("prefetch", spec.prefetchCount(), 0, PREFETCH_MAX);
        check.range("autoStopFailures", spec.autoStopFailureCount(), 0, Integer.MAX_VALUE);
        check.range("autoStopPause", spec.autoStopPauseMs(), 1, PAUSE_MS_MAX);
        check.range("drainTimeout", spec.getDrainTimeout() == null ? 0 : spec.getDrainTimeout(), 0, Long.MAX_VALUE);
        check.conclude();
    }

    /**
     * The same once the destination is known.
     *
     * @throws InvalidPropertyException with the properties that do not suit it
     */
    static void check(MambaActivationSpec spec, MambaDestination destination) throws InvalidPropertyException {
        ActivationCheck check = new ActivationCheck();
        String type = destination instanceof Topic ? TOPIC : QUEUE;
        if (!isEmpty(spec.getDestinationType()) && !type.equals(spec.getDestinationType())) {
            check.fault(
                    "destinationType",
                    "destinationType is " + spec.getDestinationType() + ", but " + destination + " is not: set it to "
                            + type + ", or choose another destination");
        } else if (type.equals(QUEUE)) {
            check.noSubscription(spec);
        }
        check.conclude();
    }

    private void destination(MambaActivationSpec spec) {
        if (isEmpty(spec.getDestination()) && isEmpty(spec.getDestinationLookup())) {
            fault(
                    "destination",
                    "no destination: set destinationLookup to the JNDI name of an administered queue or topic, or"
                            + " destination to the name of a queue, or of a topic with destinationType " + TOPIC);
        }
        String type = spec.getDestinationType();
        if (!isEmpty(type) && !QUEUE.equals(type) && !TOPIC.equals(type)) {
            fault("destinationType", "destinationType must be " + QUEUE + " or " + TOPIC + ", not " + type);
        }
    }

    private void selector(@Nullable String text) {
        if (text == null || Selector.isNone(text)) {
            return;
        }
        try {
            Selector.parse(text);
        } catch (MalformedSelectorException e) {
            fault("messageSelector", String.valueOf(e.getMessage()));
        }
    }

    private void subscription(MambaActivationSpec spec) {
        String durability = spec.getSubscriptionDurability();
        if (!isEmpty(durability) && !DURABILITIES.contains(durability)) {
            fault(
                    "subscriptionDurability",
                    "subscriptionDurability must be one of " + String.join(", ", DURABILITIES) + ", not " + durability);
        } else if (spec.isSharedByDurability() && Boolean.FALSE.equals(spec.getSharedSubscription())) {
            fault("sharedSubscription", "sharedSubscription=false contradicts subscriptionDurability=" + durability);
        }
        subscriptionName(spec.getSubscriptionName());
        if (spec.isUnsharedDurable() && spec.concurrency() > 1) {
            fault(
                    "maxConcurrency",
                    "a durable subscription with sharedSubscription=false has one consumer: set maxConcurrency to 1,"
                            + " or remove sharedSubscription");
        }
        if (QUEUE.equals(spec.getDestinationType())) {
            noSubscription(spec);
        }
    }

    private void subscriptionName(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return;
        }
        try {
            new SubscriptionName(name, true, true);
        } catch (IllegalArgumentException e) {
            fault("subscriptionName", "subscriptionName: " + e.getMessage());
        }
    }

    private void noSubscription(MambaActivationSpec spec) {
        if (spec.isDurable()) {
            fault(
                    "subscriptionDurability",
                    "only topics have durable subscriptions: remove subscriptionDurability, a queue keeps its messages"
                            + " anyway, or set destinationType to " + TOPIC);
        }
        if (!isEmpty(spec.getSubscriptionName())) {
            fault(
                    "subscriptionName",
                    "only topics have subscriptions: remove subscriptionName, or set destinationType to " + TOPIC);
        }
    }

    private void acknowledgeMode(@Nullable String mode) {
        if (mode == null || mode.isBlank()) {
            return;
        }
        switch (mode.toLowerCase(Locale.ROOT)) {
            case "auto-acknowledge", "dups-ok-acknowledge" -> {}
            default ->
                fault(
                        "acknowledgeMode",
                        "acknowledgeMode must be Auto-acknowledge or Dups-ok-acknowledge, not " + mode);
        }
    }

    private void ordered(MambaActivationSpec spec) {
        String ordered = spec.getOrdered();
        if (!isEmpty(ordered) && !ORDERS.contains(ordered)) {
            fault("ordered", "ordered must be one of " + String.join(", ", ORDERS) + ", not " + ordered);
        } else if ("destination".equals(ordered) && spec.concurrency() > 1) {
            fault(
                    "maxConcurrency",
                    "with ordered=destination one message is processed at a time: set maxConcurrency to 1, or remove it;"
                            + " ordered=group keeps the order of each JMSXGroupID");
        }
    }

    private void range(String property, long value, long min, long max) {
        if (value < min || value > max) {
            fault(property, property + " must be from " + min + " to " + max + ", not " + value);
        }
    }

    private void fault(String property, String text) {
        faults.add(text);
        try {
            properties.add(new PropertyDescriptor(property, MambaActivationSpec.class));
        } catch (IntrospectionException e) {
            throw new AssertionError("the specification has no property " + property, e);
        }
    }

    private void conclude() throws InvalidPropertyException {
        if (!faults.isEmpty()) {
            InvalidPropertyException invalid = new InvalidPropertyException(String.join("; ", faults));
            invalid.setInvalidPropertyDescriptors(properties.toArray(PropertyDescriptor[]::new));
            throw invalid;
        }
    }

    private static boolean isEmpty(@Nullable String value) {
        return value == null || value.isBlank();
    }
}
