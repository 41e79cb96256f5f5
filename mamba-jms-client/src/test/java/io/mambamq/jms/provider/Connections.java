// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.provider;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.TopicConnectionFactory;
import jakarta.jms.XAConnectionFactory;
import jakarta.jms.XAQueueConnectionFactory;
import jakarta.jms.XATopicConnectionFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Every kind of connection factory in one. */
public interface Connections
        extends ConnectionFactory,
                QueueConnectionFactory,
                TopicConnectionFactory,
                XAConnectionFactory,
                XAQueueConnectionFactory,
                XATopicConnectionFactory {
    /** What a factory that is all of these, and does not know this interface, makes. */
    static Connections of(Object factory) {
        return (Connections) Proxy.newProxyInstance(
                Connections.class.getClassLoader(), new Class<?>[] {Connections.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(factory, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
