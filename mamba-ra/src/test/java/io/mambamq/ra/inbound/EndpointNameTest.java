// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The name of an endpoint")
class EndpointNameTest {
    private static final class OrderBean {}

    private static String nameOf(String activationName, Class<?> bean) {
        MessageEndpointFactory endpoints = (MessageEndpointFactory) Proxy.newProxyInstance(
                EndpointNameTest.class.getClassLoader(),
                new Class<?>[] {MessageEndpointFactory.class},
                (proxy, method, arguments) -> method.getName().equals("getActivationName") ? activationName : bean);
        return EndpointName.of(endpoints);
    }

    @Test
    @DisplayName("is what the application server calls it, where that says which bean it is")
    void ofTheServer() {
        assertEquals("orders#orders.war#OrderBean", nameOf("orders#orders.war#OrderBean", OrderBean.class));
        assertEquals("orders", nameOf("orders", null));
    }

    @Test
    @DisplayName("says which bean it is where the application server calls all alike")
    void alike() {
        assertEquals("mamba/" + OrderBean.class.getName(), nameOf("mamba", OrderBean.class));
    }

    @Test
    @DisplayName("is that of the bean's class where the application server has none")
    void ofTheClass() {
        assertEquals(OrderBean.class.getName(), nameOf(" ", OrderBean.class));
        assertNull(nameOf(null, null));
    }
}
