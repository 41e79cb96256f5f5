// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint is called: the same after a restart and on each server of a cluster, and another one for each bean. The name that
 * the application server gives should be all that ({@code getActivationName}), but WildFly calls all beans of an adapter alike.
 */
final class EndpointName {
    private EndpointName() {}

    /** Null where the application server tells neither a name nor a class. */
    static @Nullable String of(MessageEndpointFactory endpoints) {
        String name = endpoints.getActivationName();
        Class<?> bean = endpoints.getEndpointClass();
        if (name == null || name.isBlank()) {
            return bean == null ? null : bean.getName();
        }
        return bean == null || name.contains(bean.getSimpleName()) ? name : name + "/" + bean.getName();
    }
}
