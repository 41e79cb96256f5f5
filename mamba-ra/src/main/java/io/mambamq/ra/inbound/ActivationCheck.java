// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import io.mambamq.protocol.selector.MalformedSelectorException;
import io.mambamq.protocol.selector.Selector;
import jakarta.resource.spi.InvalidPropertyException;
import java.beans.IntrospectionException;
import java.beans.PropertyDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Judges an activation specification by itself: what is wrong, and what to write instead. */
final class ActivationCheck {
    private static final int CONCURRENCY_MAX = 1_000;
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
        check.subscription(spec);
        check.acknowledgeMode(spec.getAcknowledgeMode());
        check.range("maxConcurrency", spec.concurrency(), CONCURRENCY_MAX);
        check.range("prefetch", spec.prefetchCount(), PREFETCH_MAX);
        check.conclude();
    }

    private void destination(MambaActivationSpec spec) {
        if (isEmpty(spec.getDestination()) && isEmpty(spec.getDestinationLookup())) {
            fault(
                    "destination",
                    "no destination: set destinationLookup to the JNDI name of an administered queue, or"
                            + " destination to the name of a queue");
        }
        String type = spec.getDestinationType();
        if ("jakarta.jms.Topic".equals(type)) {
            fault("destinationType", "message-driven beans cannot consume topics yet: use a queue (jakarta.jms.Queue)");
        } else if (!isEmpty(type) && !"jakarta.jms.Queue".equals(type)) {
            fault("destinationType", "destinationType must be jakarta.jms.Queue or jakarta.jms.Topic, not " + type);
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
        selector(spec.getMessageSelector());
        String durability = spec.getSubscriptionDurability();
        if ("Durable".equals(durability)) {
            fault(
                    "subscriptionDurability",
                    "durable subscriptions belong to topics, which are not supported yet: remove"
                            + " it, a queue keeps its messages anyway");
        } else if (!isEmpty(durability) && !"NonDurable".equals(durability)) {
            fault("subscriptionDurability", "subscriptionDurability must be Durable or NonDurable, not " + durability);
        }
        if (!isEmpty(spec.getSubscriptionName())) {
            fault("subscriptionName", "subscriptionName belongs to topics, which are not supported yet: remove it");
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

    private void range(String property, int value, int max) {
        if (value < 1 || value > max) {
            fault(property, property + " must be from 1 to " + max + ", not " + value);
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
