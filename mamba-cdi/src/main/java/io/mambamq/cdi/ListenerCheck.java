// SPDX-License-Identifier: Apache-2.0

package io.mambamq.cdi;

import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.selector.MalformedSelectorException;
import io.mambamq.protocol.selector.Selector;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.jms.Message;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/** Says of a listener method that cannot work why, before the first message comes. Stateless. */
final class ListenerCheck {
    static final int CONCURRENCY_MAX = 256;

    private ListenerCheck() {}

    /** Throws an IllegalArgumentException that says what is wrong and what to do. */
    static void check(Bean<?> bean, Method method, MambaListener listener) {
        checkCallable(bean, method);
        checkParameter(method);
        checkDestination(listener);
        checkConcurrency(listener);
    }

    private static void checkCallable(Bean<?> bean, Method method) {
        // A client proxy passes calls on, except of these.
        require(
                !Modifier.isStatic(method.getModifiers()) && !Modifier.isPrivate(method.getModifiers()),
                "is static or private: make it an instance method that is at least package-private");
        require(
                method.getReturnType() == void.class,
                "returns a " + method.getReturnType().getSimpleName()
                        + " that nobody gets: make it void, and send an answer with an" + " injected JMSContext");
        require(
                bean.getTypes().contains(bean.getBeanClass()),
                "belongs to a class that is none of its bean's types: leave out @Typed and type parameters of the class");
    }

    private static void checkParameter(Method method) {
        Class<?>[] types = method.getParameterTypes();
        require(
                types.length == 1,
                "has " + types.length
                        + " parameters: let it have one, the Message or its body; inject the rest into the bean");
        Class<?> type = types[0];
        boolean possible = type.isInterface()
                || type == Object.class
                || (Serializable.class.isAssignableFrom(type) && !type.isPrimitive());
        require(
                possible || Message.class.isAssignableFrom(type),
                "takes a " + type.getName()
                        + ", which no message has: take the Message, or its body as a String, byte[], Map or"
                        + " Serializable class");
    }

    private static void checkDestination(MambaListener listener) {
        String name = listener.destination();
        if (isTopic(listener)) {
            DestinationName.topic(name);
        } else {
            DestinationName.queue(name);
            require(
                    listener.subscription().isEmpty() && !listener.durable(),
                    "has a subscription to a queue: say type = DestinationType.TOPIC, or leave it out");
        }
        checkSelector(listener.selector());
    }

    private static void checkSelector(String selector) {
        try {
            if (!Selector.isNone(selector)) {
                Selector.parse(selector);
            }
        } catch (MalformedSelectorException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static void checkConcurrency(MambaListener listener) {
        int concurrency = listener.concurrency();
        require(
                concurrency >= 1 && concurrency <= CONCURRENCY_MAX,
                "has a concurrency of " + concurrency + ": say 1 to " + CONCURRENCY_MAX);
        boolean subscribesAlone = isTopic(listener) && listener.subscription().isEmpty();
        require(
                concurrency == 1 || !subscribesAlone,
                "would get every message " + concurrency + " times: name a subscription, which its consumers share");
        require(!listener.durable() || !subscribesAlone, "is durable without a name: name the subscription");
    }

    private static boolean isTopic(MambaListener listener) {
        return listener.type() == DestinationType.TOPIC;
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }
}
