// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.app;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Can never process a parcel that is called poison, and wants to try four times. Remembers what it was given. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
            @ActivationConfigProperty(propertyName = "destinationLookup", propertyValue = "jms/parcels"),
            @ActivationConfigProperty(propertyName = "maxDeliveryAttempts", propertyValue = "4"),
            @ActivationConfigProperty(propertyName = "redeliveryDelay", propertyValue = "1000"),
            @ActivationConfigProperty(propertyName = "redeliveryMultiplier", propertyValue = "2"),
            @ActivationConfigProperty(propertyName = "maxRedeliveryDelay", propertyValue = "5000")
        })
public class ParcelBean implements MessageListener {
    /** A delivery, whatever became of it. */
    public record Attempt(String parcel, int deliveryCount, long atNs) {}

    private static final List<Attempt> ATTEMPTS = new CopyOnWriteArrayList<>();

    /** All since the application was started, in their order. */
    public static List<Attempt> attempts() {
        return List.copyOf(ATTEMPTS);
    }

    @Override
    public void onMessage(Message message) {
        String parcel;
        try {
            parcel = message.getBody(String.class);
            ATTEMPTS.add(new Attempt(parcel, message.getIntProperty("JMSXDeliveryCount"), System.nanoTime()));
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
        if (parcel.equals("poison")) {
            throw new IllegalArgumentException("nobody can carry this");
        }
    }
}
