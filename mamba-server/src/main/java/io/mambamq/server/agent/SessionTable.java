// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

import io.mambamq.server.connection.Connection;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The open sessions of all connections by the ids that the machine knows them by. An id holds the session's place in the
 * table and a serial number, so that finding it takes no search and a late effect never meets a newer session.
 */
final class SessionTable {
    private static final int PLACE_BITS = 24;
    private static final int PLACE_MASK = (1 << PLACE_BITS) - 1;

    private @Nullable NativeSession[] places = new @Nullable NativeSession[16];
    private int[] free = new int[16];
    private int freeCount;
    private int used;
    private long serial;

    NativeSession open(ConnectionSessions owner, Connection connection, int number) {
        int place = takePlace();
        NativeSession session = new NativeSession(owner, connection, number, ++serial << PLACE_BITS | place);
        places[place] = session;
        return session;
    }

    /** Null if it is gone. */
    @Nullable
    NativeSession find(long id) {
        NativeSession session = places[(int) id & PLACE_MASK];
        return session != null && session.id() == id ? session : null;
    }

    void remove(NativeSession session) {
        if (find(session.id()) == null) {
            return;
        }
        int place = (int) session.id() & PLACE_MASK;
        places[place] = null;
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, freeCount * 2);
        }
        free[freeCount++] = place;
    }

    private int takePlace() {
        if (freeCount > 0) {
            return free[--freeCount];
        }
        if (used == places.length) {
            places = Arrays.copyOf(places, used * 2);
        }
        return used++;
    }
}
