// SPDX-License-Identifier: Apache-2.0

package io.mambamq.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The portable extension; CDI finds and calls it, one event at a time. Collects the listener methods and injection points, refuses what
 * cannot work, adds the beans that the application does not produce itself, and lets the listeners run from {@link Startup} to
 * {@link Shutdown}.
 */
public final class MambaExtension implements Extension {
    /** Listeners start when the application's own observers of the start have prepared things, and stop before those of the end. */
    private static final int LAST = Integer.MAX_VALUE;

    private static final int FIRST = 0;

    // filled while the application is deployed
    private final List<ListenerMethod> methods = new ArrayList<>();
    /** What is asked for, and where first. */
    private final Map<ContextSettings, String> used = new LinkedHashMap<>();

    private boolean producesFactory;
    private boolean producesContext;

    // from deployment on
    private @Nullable ConnectionFactories factories;
    private List<ListenerSupervisor> running = List.of();

    /** For CDI. */
    public MambaExtension() {}

    void onInjectionPoint(@Observes ProcessInjectionPoint<?, JMSContext> event) {
        InjectionPoint point = event.getInjectionPoint();
        try {
            used.putIfAbsent(settings(point), String.valueOf(point.getMember()));
        } catch (IllegalArgumentException e) {
            event.addDefinitionError(new DefinitionException(point.getMember() + ": " + e.getMessage(), e));
        }
    }

    void onBean(@Observes ProcessBean<?> event) {
        producesFactory |= isDefault(event.getBean(), ConnectionFactory.class);
        producesContext |= isDefault(event.getBean(), JMSContext.class);
    }

    private static boolean isDefault(Bean<?> bean, Type type) {
        return bean.getTypes().contains(type) && bean.getQualifiers().contains(Default.Literal.INSTANCE);
    }

    <X> void onManagedBean(@Observes ProcessManagedBean<X> event) {
        for (AnnotatedMethod<? super X> method : event.getAnnotatedBeanClass().getMethods()) {
            if (method.isAnnotationPresent(MambaListener.class)) {
                addListener(event, method);
            }
        }
    }

    private void addListener(ProcessManagedBean<?> event, AnnotatedMethod<?> annotated) {
        String where = "@MambaListener " + annotated.getJavaMember();
        try {
            ListenerMethod method = ListenerMethod.of(event.getBean(), annotated);
            methods.add(method);
            used.putIfAbsent(method.settings(), where);
        } catch (IllegalArgumentException e) {
            event.addDefinitionError(new DefinitionException(where + ": " + e.getMessage(), e));
        }
    }

    void addBeans(@Observes AfterBeanDiscovery event, BeanManager beans) {
        ConnectionFactories found = new ConnectionFactories(beans);
        factories = found;
        if (!producesFactory) {
            addFactory(event);
        }
        if (!producesContext) {
            event.<JMSContext>addBean()
                    .types(JMSContext.class)
                    .produceWith(instance -> InjectedContext.create(beans, settings(pointOf(instance)), found))
                    .disposeWith((context, instance) -> InjectedContext.destroy(context));
        }
    }

    private static void addFactory(AfterBeanDiscovery event) {
        try {
            ConnectionFactory configured = BrokerSettings.ofThisProcess().factory();
            if (configured != null) {
                event.<ConnectionFactory>addBean()
                        .types(ConnectionFactory.class)
                        .produceWith(instance -> configured);
            }
        } catch (IllegalArgumentException e) {
            event.addDefinitionError(new DefinitionException("mamba.url (or MAMBA_URL): " + e.getMessage(), e));
        }
    }

    private static @Nullable InjectionPoint pointOf(Instance<Object> instance) {
        return instance.select(InjectionPoint.class).get();
    }

    /** Null, or without annotations, is a context that the application asks for in its code. */
    private static ContextSettings settings(@Nullable InjectionPoint point) {
        return point == null || point.getAnnotated() == null
                ? ContextSettings.DEFAULT
                : ContextSettings.of(point.getAnnotated());
    }

    void checkFactories(@Observes AfterDeploymentValidation event) {
        used.forEach((settings, where) -> {
            try {
                factories().check(settings.factory());
            } catch (RuntimeException e) {
                event.addDeploymentProblem(new DeploymentException(where + ": " + e.getMessage(), e));
            }
        });
    }

    private ConnectionFactories factories() {
        ConnectionFactories found = factories;
        if (found == null) {
            throw new IllegalStateException("CDI has not told of the beans yet");
        }
        return found;
    }

    void start(@Observes @Priority(LAST) Startup event, BeanManager beans) {
        ConnectionFactories found = factories();
        running = methods.stream()
                .map(method -> new ListenerSupervisor(
                        method, () -> ListenerConsumers.open(method, found, () -> new ListenerCall(beans, method))))
                .toList();
        running.forEach(ListenerSupervisor::start);
        running.forEach(ListenerSupervisor::awaitFirstAttempt);
    }

    void stop(@Observes @Priority(FIRST) Shutdown event) {
        running.forEach(ListenerSupervisor::stop);
        running.forEach(ListenerSupervisor::awaitEnd);
        factories().close();
    }
}
