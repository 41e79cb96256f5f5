// SPDX-License-Identifier: Apache-2.0

package io.mambamq.cdi;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is injected: each call goes to the context of the request, or without a request to one of its own. Thread-safe, though the contexts
 * behind it are for one thread each.
 */
final class InjectedContext implements InvocationHandler {
    /** JMS 3.1 §12.4.5. */
    private static final Set<String> NOT_THE_APPLICATIONS = Set.of(
            "acknowledge",
            "close",
            "commit",
            "recover",
            "rollback",
            "setAutoStart",
            "setClientID",
            "setExceptionListener",
            "start",
            "stop");

    private final BeanManager beans;
    private final RequestContext ofRequest;
    private final OwnContext own;

    private InjectedContext(BeanManager beans, ContextSettings settings, ConnectionFactories factories) {
        this.beans = beans;
        this.ofRequest = new RequestContext(settings, factories);
        this.own = new OwnContext(settings, factories);
    }

    /** Connects when it is first used. */
    static JMSContext create(BeanManager beans, ContextSettings settings, ConnectionFactories factories) {
        return (JMSContext) Proxy.newProxyInstance(
                JMSContext.class.getClassLoader(),
                new Class<?>[] {JMSContext.class},
                new InjectedContext(beans, settings, factories));
    }

    /** The bean that it was injected into ends. */
    static void destroy(JMSContext injected) {
        ((InjectedContext) Proxy.getInvocationHandler(injected)).own.close();
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return invokeOnObject(proxy, method, arguments);
        }
        if (NOT_THE_APPLICATIONS.contains(method.getName())) {
            throw new IllegalStateRuntimeException(
                    method.getName() + " is not for an injected JMSContext, which ends with its scope:"
                            + " create a context of your own from an injected ConnectionFactory");
        }
        JMSContext current = ofRequest.current(beans);
        try {
            return method.invoke(current == null ? own.get() : current, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private Object invokeOnObject(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "an injected JMSContext, " + ofRequest.settings();
        };
    }
}
