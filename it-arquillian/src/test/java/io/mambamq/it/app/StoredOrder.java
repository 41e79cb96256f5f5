// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.app;

/**
 * A row: an order as the bean saw it.
 *
 * @param order what the message said
 * @param deliveryCount its JMSXDeliveryCount
 * @param redelivered its JMSRedelivered
 */
public record StoredOrder(String order, int deliveryCount, boolean redelivered) {

    /** Reads what {@link #toString} wrote. */
    public static StoredOrder parse(String line) {
        String[] parts = line.split(" ", 3);
        return new StoredOrder(parts[2], Integer.parseInt(parts[0]), Boolean.parseBoolean(parts[1]));
    }

    @Override
    public String toString() {
        return deliveryCount + " " + redelivered + " " + order;
    }
}
