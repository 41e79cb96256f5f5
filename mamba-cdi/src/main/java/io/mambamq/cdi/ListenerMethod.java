// SPDX-License-Identifier: Apache-2.0

package io.mambamq.cdi;

import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatRuntimeException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.UndeclaredThrowableException;
import org.jspecify.annotations.Nullable;

/** A method that is called with messages, and the bean that has it. */
record ListenerMethod(Bean<?> bean, Method method, MambaListener listener, ContextSettings settings) {

    /**
     * Reads the annotations of the method.
     *
     * @throws IllegalArgumentException if such a method cannot be a listener; says why and what to do
     */
    static ListenerMethod of(Bean<?> bean, AnnotatedMethod<?> annotated) {
        Method method = annotated.getJavaMember();
        MambaListener listener = annotated.getAnnotation(MambaListener.class);
        ListenerCheck.check(bean, method, listener);
        method.setAccessible(true);
        return new ListenerMethod(bean, method, listener, ContextSettings.of(annotated));
    }

    String name() {
        return bean.getBeanClass().getSimpleName() + "." + method.getName();
    }

    /**
     * Calls the method.
     *
     * @param argument as {@link #argument} gave it
     * @throws UndeclaredThrowableException with the checked exception that the method threw
     */
    void call(Object instance, @Nullable Object argument) {
        try {
            method.invoke(instance, argument);
        } catch (InvocationTargetException e) {
            throw unchecked(e.getTargetException());
        } catch (IllegalAccessException e) {
            throw new AssertionError(name() + " was made accessible", e);
        }
    }

    private RuntimeException unchecked(Throwable thrown) {
        if (thrown instanceof RuntimeException exception) {
            return exception;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        return new UndeclaredThrowableException(thrown, name() + " failed: " + thrown.getMessage());
    }

    /**
     * What the method gets of this message: the message itself or its body.
     *
     * @throws MessageFormatRuntimeException if the message is not what the parameter says
     */
    @Nullable
    Object argument(Message message) {
        Class<?> wanted = method.getParameterTypes()[0];
        if (wanted.isInstance(message)) {
            return message;
        }
        try {
            return message.getBody(wanted);
        } catch (JMSException e) {
            throw new MessageFormatRuntimeException(
                    name() + " takes a " + wanted.getName() + ", which this is not: " + message + " (" + e.getMessage()
                            + ")",
                    e.getErrorCode(),
                    e);
        }
    }
}
