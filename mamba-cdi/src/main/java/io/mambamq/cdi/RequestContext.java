// SPDX-License-Identifier: Apache-2.0

package io.mambamq.cdi;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.jms.JMSContext;
import org.jspecify.annotations.Nullable;

/**
 * The context that all injection points with equal settings share in a request (JMS 3.1 §12.4.4): made when it is first used, closed with the
 * request.
 */
record RequestContext(ContextSettings settings, ConnectionFactories factories) implements Contextual<JMSContext> {

    /** That of the request which is active in this thread; null without one. */
    @Nullable
    JMSContext current(BeanManager beans) {
        try {
            return beans.getContext(RequestScoped.class).get(this, beans.createCreationalContext(this));
        } catch (ContextNotActiveException e) {
            return null;
        }
    }

    @Override
    public JMSContext create(CreationalContext<JMSContext> creation) {
        return settings.open(factories);
    }

    @Override
    public void destroy(JMSContext context, CreationalContext<JMSContext> creation) {
        context.close();
        creation.release();
    }
}
