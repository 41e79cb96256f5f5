// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.MambaQueue;
import io.mambamq.jms.MambaTopic;
import io.mambamq.ra.MambaResourceAdapter;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.InvalidPropertyException;
import java.beans.PropertyDescriptor;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("C-04, C-19, M-100: activation properties are checked without a broker")
class ActivationCheckTest {
    static Stream<Arguments> faults() {
        return Stream.of(
                fault(
                        "destinationType",
                        MambaActivationSpec::setDestinationType,
                        "javax.jms.Queue",
                        "jakarta.jms.Queue"),
                fault("acknowledgeMode", MambaActivationSpec::setAcknowledgeMode, "Client", "Auto-acknowledge"),
                fault("messageSelector", MambaActivationSpec::setMessageSelector, "a = = 1", "position 5"),
                fault("subscriptionDurability", MambaActivationSpec::setSubscriptionDurability, "often", "NonDurable"),
                fault("subscriptionName", MambaActivationSpec::setSubscriptionName, "x".repeat(256), "255"),
                fault("subscriptionName", MambaActivationSpec::setSubscriptionName, "a\nb", "U+000A"),
                fault("maxConcurrency", MambaActivationSpec::setMaxConcurrency, 0, "from 1 to 1000, not 0"),
                fault("prefetch", MambaActivationSpec::setPrefetch, -1, "from 0 to 10000, not -1"),
                fault("ordered", MambaActivationSpec::setOrdered, "yes", "none, destination, group"),
                fault("autoStopFailures", MambaActivationSpec::setAutoStopFailures, -1, "from 0"),
                fault("autoStopPause", MambaActivationSpec::setAutoStopPause, 0L, "from 1 to 3600000"),
                fault("drainTimeout", MambaActivationSpec::setDrainTimeout, -1L, "from 0"));
    }

    private static <T> Arguments fault(
            String property, BiConsumer<MambaActivationSpec, T> setter, T value, String advice) {
        return Arguments.of(property, setter, value, advice);
    }

    @ParameterizedTest(name = "{0} = {2}")
    @MethodSource("faults")
    void refused(String property, BiConsumer<MambaActivationSpec, Object> setter, Object value, String advice) {
        MambaActivationSpec spec = valid();
        setter.accept(spec, value);

        InvalidPropertyException fault = assertThrows(InvalidPropertyException.class, spec::validate);

        assertTrue(fault.getMessage().contains(advice), fault.getMessage());
        assertEquals(
                List.of(property),
                Arrays.stream(fault.getInvalidPropertyDescriptors())
                        .map(PropertyDescriptor::getName)
                        .toList());
    }

    static Stream<Arguments> faultsOfSubscriptions() {
        return Stream.of(
                subscription(
                        "jakarta.jms.Queue",
                        "Durable",
                        null,
                        null,
                        null,
                        "subscriptionDurability",
                        "set destinationType"),
                subscription(
                        "jakarta.jms.Queue", null, "mine", null, null, "subscriptionName", "remove subscriptionName"),
                subscription(
                        "jakarta.jms.Topic", "DurableShared", "mine", false, 1, "sharedSubscription", "contradicts"),
                subscription(
                        "jakarta.jms.Topic", "Durable", "mine", false, 2, "maxConcurrency", "maxConcurrency to 1"));
    }

    private static Arguments subscription(
            String type,
            String durability,
            String name,
            Boolean shared,
            Integer concurrency,
            String property,
            String advice) {
        MambaActivationSpec spec = valid();
        spec.setDestinationType(type);
        spec.setSubscriptionDurability(durability);
        spec.setSubscriptionName(name);
        spec.setShareSubscriptions(shared);
        spec.setMaxConcurrency(concurrency);
        return Arguments.of(spec, property, advice);
    }

    @ParameterizedTest(name = "{1}: {2}")
    @MethodSource("faultsOfSubscriptions")
    void subscriptionRefused(MambaActivationSpec spec, String property, String advice) {
        InvalidPropertyException fault = assertThrows(InvalidPropertyException.class, spec::validate);

        assertTrue(fault.getMessage().contains(advice), fault.getMessage());
        assertEquals(
                List.of(property),
                Arrays.stream(fault.getInvalidPropertyDescriptors())
                        .map(PropertyDescriptor::getName)
                        .toList());
    }

    @Test
    @DisplayName("A destination that is found is of the type that was asked for, and a queue has no subscriptions")
    void destinationFound() throws Exception {
        MambaActivationSpec topics = valid();
        topics.setDestinationType("jakarta.jms.Topic");
        topics.setSubscriptionDurability("Durable");
        ActivationCheck.check(topics, new MambaTopic("news"));

        InvalidPropertyException type = assertThrows(
                InvalidPropertyException.class, () -> ActivationCheck.check(topics, new MambaQueue("orders")));
        assertTrue(type.getMessage().contains("destinationType is jakarta.jms.Topic"), type.getMessage());

        MambaActivationSpec untyped = valid();
        untyped.setSubscriptionDurability("Durable");
        untyped.setSubscriptionName("mine");
        InvalidPropertyException queue = assertThrows(
                InvalidPropertyException.class, () -> ActivationCheck.check(untyped, new MambaQueue("orders")));
        assertEquals(2, queue.getInvalidPropertyDescriptors().length);
    }

    @Test
    @DisplayName("Every fault is named at once")
    void allFaults() {
        MambaActivationSpec spec = new MambaActivationSpec();
        spec.setMaxConcurrency(0);

        InvalidPropertyException fault = assertThrows(InvalidPropertyException.class, spec::validate);

        assertEquals(2, fault.getInvalidPropertyDescriptors().length);
        assertTrue(fault.getMessage().contains("destinationLookup"), fault.getMessage());
    }

    @Test
    @DisplayName("What the standard allows and Mamba can do is taken")
    void accepted() {
        MambaActivationSpec spec = valid();
        spec.setDestinationType("jakarta.jms.Queue");
        spec.setAcknowledgeMode("Dups-ok-acknowledge");
        spec.setSubscriptionDurability("NonDurable");
        spec.setMessageSelector("colour = 'green'");
        spec.setMaxSessions(5);

        assertDoesNotThrow(spec::validate);
        assertEquals(5, spec.concurrency());
    }

    @Test
    @DisplayName("Topics with every kind of subscription; one durable and not shared has one consumer by itself")
    void topics() {
        for (String durability : List.of("Durable", "NonDurable", "DurableShared", "NonDurableShared")) {
            MambaActivationSpec spec = valid();
            spec.setDestinationType("jakarta.jms.Topic");
            spec.setSubscriptionDurability(durability);
            spec.setSubscriptionName("mine");
            assertDoesNotThrow(spec::validate);
            assertEquals(MambaActivationSpec.CONCURRENCY_DEFAULT, spec.concurrency());
        }
        MambaActivationSpec unshared = valid();
        unshared.setDestinationType("jakarta.jms.Topic");
        unshared.setSubscriptionDurability("Durable");
        unshared.setSharedSubscription(false);

        assertDoesNotThrow(unshared::validate);
        assertEquals(1, unshared.concurrency());
    }

    @Test
    @DisplayName("C-03: a specification belongs to one adapter")
    void oneAdapter() throws ResourceException {
        MambaActivationSpec spec = valid();
        MambaResourceAdapter adapter = new MambaResourceAdapter();
        spec.setResourceAdapter(adapter);

        spec.setResourceAdapter(adapter);

        assertThrows(ResourceException.class, () -> spec.setResourceAdapter(new MambaResourceAdapter()));
    }

    private static MambaActivationSpec valid() {
        MambaActivationSpec spec = new MambaActivationSpec();
        spec.setDestination("orders");
        return spec;
    }
}
