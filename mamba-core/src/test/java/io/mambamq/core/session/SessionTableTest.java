// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mambamq.core.MachineConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SessionTableTest {
    private final SessionTable table = new SessionTable(MachineConfig.DEFAULT);

    @Test
    void agreesWithAHashMap() {
        Map<Long, Session> model = new HashMap<>();
        List<Long> ids = new ArrayList<>();
        Random random = new Random(9);
        for (long id = 1; id <= 20_000; id++) {
            model.put(id, table.open(id % 7, id, null));
            ids.add(id);
            while (ids.size() > 300 || (!ids.isEmpty() && random.nextInt(4) == 0)) {
                long gone = ids.remove(random.nextInt(ids.size()));
                table.close(model.remove(gone));
                assertNull(table.find(gone));
            }
            long any = 1 + (long) (random.nextDouble() * id);
            assertSame(model.get(any), table.find(any));
        }
    }

    @Test
    void aSessionIdIsUsedOnce() {
        table.open(1, 5, null);

        assertThrows(IllegalArgumentException.class, () -> table.open(2, 5, null));
    }

    @Test
    void aConnectionKnowsItsOpenSessions() {
        Session first = table.open(1, 10, null);
        Session second = table.open(1, 11, null);
        table.close(first);

        ClientConnection connection = table.removeConnection(1);

        assertEquals(List.of(second), connection.sessions());
        assertNull(table.removeConnection(1));
    }
}
