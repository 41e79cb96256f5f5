// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.delivery;

import io.mambamq.core.command.DeclareDestination;
import io.mambamq.core.log.Proposals;
import io.mambamq.core.queue.QueueIndex;
import io.mambamq.protocol.message.DestinationName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The queues by name as the leader sees them: also those whose declaration was proposed and has not committed. */
public final class QueueDirectory {
    private final int queuesMax;
    private final Proposals proposals;
    private final Map<DestinationName, QueueDelivery> byName = new HashMap<>();
    private final List<QueueDelivery> byId = new ArrayList<>();

    public QueueDirectory(int queuesMax, Proposals proposals) {
        this.queuesMax = queuesMax;
        this.proposals = proposals;
    }

    /** Null if no queue of that name was declared. */
    public @Nullable QueueDelivery find(DestinationName name) {
        return byName.get(name);
    }

    /** The queue of that name, declared if it is new; null if the partition has as many as it may. */
    public @Nullable QueueDelivery findOrDeclare(DestinationName name) {
        QueueDelivery known = byName.get(name);
        if (known != null) {
            return known;
        }
        if (byId.size() >= queuesMax) {
            return null;
        }
        QueueDelivery declared = add(name);
        proposals.propose(new DeclareDestination(declared.id(), name));
        return declared;
    }

    /** A queue that the log told before this leader began. */
    public void adopt(QueueIndex index) {
        add(index.name()).bind(index);
    }

    void bindDeclared(QueueIndex index) {
        queue(index.id()).bind(index);
    }

    public QueueDelivery queue(int id) {
        return byId.get(id - 1);
    }

    private QueueDelivery add(DestinationName name) {
        QueueDelivery queue = new QueueDelivery(byId.size() + 1, name);
        byId.add(queue);
        byName.put(name, queue);
        return queue;
    }
}
