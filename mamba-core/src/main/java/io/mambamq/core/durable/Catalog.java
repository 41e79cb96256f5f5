// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.durable;

import io.mambamq.core.queue.QueueIndex;
import io.mambamq.core.queue.QueueSnapshots;
import io.mambamq.protocol.message.DestinationName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The destinations of the partition by id. */
public final class Catalog {
    private final List<QueueIndex> queues = new ArrayList<>();

    private final QueueSnapshots snapshots;

    Catalog(QueueSnapshots snapshots) {
        this.snapshots = snapshots;
    }

    QueueIndex declare(int id, DestinationName name) {
        if (id != queues.size() + 1) {
            throw new IllegalStateException(
                    "destination id " + id + " is declared where " + (queues.size() + 1) + " is next");
        }
        QueueIndex queue = new QueueIndex(id, name, snapshots);
        queues.add(queue);
        return queue;
    }

    QueueIndex queue(int id) {
        if (id < 1 || id > queues.size()) {
            throw new IllegalStateException("no destination has the id " + id);
        }
        return queues.get(id - 1);
    }

    /** The queues of a snapshot, in the order of their ids; there were none before. */
    void restore(List<QueueIndex> restored) {
        queues.addAll(restored);
    }

    /** In the order of their ids. */
    public List<QueueIndex> queues() {
        return Collections.unmodifiableList(queues);
    }
}
