// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ConnectionHandleTest {

    @Test
    @DisplayName("An application server can put a generated subclass between the application and its connection")
    void canBeSubclassed() {
        List<Method> methods = List.of(ConnectionHandle.class.getDeclaredMethods());

        assertFalse(Modifier.isFinal(ConnectionHandle.class.getModifiers()), "a final class");
        assertEquals(List.of(), namesOf(methods, method -> Modifier.isFinal(method.getModifiers())));
        // Of a method with a more special type than the interface's, such a subclass overrides only one of two.
        assertEquals(List.of(), namesOf(methods, Method::isBridge));
    }

    private static List<String> namesOf(List<Method> methods, Predicate<Method> which) {
        return methods.stream().filter(which).map(Method::getName).toList();
    }
}
