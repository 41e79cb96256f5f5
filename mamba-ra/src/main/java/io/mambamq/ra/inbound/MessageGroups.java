// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.inbound;

import io.mambamq.jms.inbound.InboundDelivery;
import jakarta.jms.JMSException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which worker has which group, where messages of one {@code JMSXGroupID} go one after the other: what comes for a group that is
 * being processed waits with its worker. Guarded by its flow's lock.
 */
final class MessageGroups {
    /** Messages that may wait for others of their group, for each message that may be with the bean. */
    private static final int FOLLOWING_MAX_RATIO = 10;

    private static final String GROUP = "JMSXGroupID";

    private final DeliverySettings settings;
    private final Map<String, DeliveryWorker> owners = new HashMap<>();
    private int followingCount;

    MessageGroups(DeliverySettings settings) {
        this.settings = settings;
    }

    /** Whether this worker may process it, which then has its group; else it waits with the one that has. */
    boolean mayTake(DeliveryWorker worker, InboundDelivery delivery) {
        String group = settings.isGrouped() ? groupOf(delivery) : null;
        if (group == null) {
            return true;
        }
        DeliveryWorker owner = owners.putIfAbsent(group, worker);
        if (owner != null) {
            owner.following.add(delivery);
            followingCount++;
            return false;
        }
        worker.group = group;
        return true;
    }

    /** What follows in the worker's group; null if nothing does. */
    @Nullable
    InboundDelivery pollFollowing(DeliveryWorker worker) {
        InboundDelivery following = worker.following.poll();
        if (following != null) {
            followingCount--;
        }
        return following;
    }

    /** What follows goes back to the broker, unseen. */
    void giveFollowingBack(DeliveryWorker worker) throws JMSException {
        for (InboundDelivery following : worker.following) {
            following.giveBack(false);
        }
        followingCount -= worker.following.size();
        worker.following.clear();
    }

    /** The worker's group is anyone's. */
    void release(DeliveryWorker worker) {
        if (worker.group != null) {
            owners.remove(worker.group);
            worker.group = null;
        }
    }

    /** How many messages more may come, of this many that are wanted, without too many of them waiting for others. */
    int limit(int wanted) {
        return settings.isGrouped()
                ? Math.min(wanted, settings.concurrency() * FOLLOWING_MAX_RATIO - followingCount)
                : wanted;
    }

    private static @Nullable String groupOf(InboundDelivery delivery) {
        Object group = delivery.property(GROUP);
        return group == null ? null : group.toString();
    }
}
