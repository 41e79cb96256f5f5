// SPDX-License-Identifier: Apache-2.0

package io.mambamq.cdi;

import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** Brings the messages of one session to the bean, each in a request of its own. Called by one thread at a time. */
final class ListenerCall implements MessageListener {
    private final BeanManager beans;
    private final ListenerMethod method;
    private final RequestContextController request;

    ListenerCall(BeanManager beans, ListenerMethod method) {
        this.beans = beans;
        this.method = method;
        this.request =
                beans.createInstance().select(RequestContextController.class).get();
    }

    @Override
    public void onMessage(Message message) {
        boolean activated = request.activate();
        try {
            deliver(message);
        } finally {
            if (activated) {
                request.deactivate();
            }
        }
    }

    private void deliver(Message message) {
        Bean<?> bean = method.bean();
        // Holds the instance of a dependent bean; one of a normal scope is its scope's.
        CreationalContext<?> references = beans.createCreationalContext(bean);
        try {
            Object instance = beans.getReference(bean, bean.getBeanClass(), references);
            method.call(instance, method.argument(message));
        } finally {
            references.release();
        }
    }
}
