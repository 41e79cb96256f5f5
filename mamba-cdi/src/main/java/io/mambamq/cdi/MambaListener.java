// SPDX-License-Identifier: Apache-2.0

package io.mambamq.cdi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of a CDI bean that is called with each message of a queue or topic, from when the application has started until it stops. Its
 * one parameter is the message, as {@link jakarta.jms.Message} or the type of message that comes, or the message's body, as
 * {@link jakarta.jms.Message#getBody} converts it.
 *
 * <p>A message is acknowledged when the method returns. What the method throws is logged, and the message is delivered again, as the
 * broker's policy says. The request scope is active during the call and ends with it. A bean of a normal scope is called by up to
 * {@link #concurrency} threads at once; a {@code @Dependent} one is made for each message.
 *
 * <p>{@link jakarta.jms.JMSConnectionFactory}, {@link jakarta.jms.JMSPasswordCredential} and {@link jakarta.jms.JMSSessionMode} on the
 * method say what they say on an injected context. What cannot work ends the deployment, with what to do about it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface MambaListener {
    /** The name of the queue or topic. */
    String destination();

    /** Which of the two it is. */
    DestinationType type() default DestinationType.QUEUE;

    /** How many messages are consumed at once, in a session each; 256 at most. A topic needs a {@link #subscription} for more than one. */
    int concurrency() default 1;

    /** A message selector (JMS 3.1 §3.8); empty for all messages. */
    String selector() default "";

    /** The name of a shared subscription of the topic; empty for a subscription of its own, which lives as long as its connection. */
    String subscription() default "";

    /** Whether the {@link #subscription} gathers messages while nobody consumes. */
    boolean durable() default false;
}
