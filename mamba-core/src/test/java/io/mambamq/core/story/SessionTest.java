// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.story;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mambamq.core.MachineConfig;
import io.mambamq.core.effect.Effect;
import io.mambamq.core.effect.SendCreditGranted;
import io.mambamq.core.effect.Succeeded;
import io.mambamq.core.session.SessionTable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SessionTest {
    private final Broker broker = Broker.started();

    @BeforeEach
    void aConsumerHasTwoMessagesUnsettled() {
        broker.open(1);
        broker.open(2);
        broker.attachWithCredit(1, 1);
        broker.send(2, 10);
        broker.send(2, 11);
        broker.commit();
        broker.effects();
    }

    @Test
    void opensWithCreditToSend() {
        List<Effect> effects = new ArrayList<>();

        broker.machine.openSession(3, 3, 5);

        broker.machine.drainEffects(effects::add);
        assertEquals(List.of(new Succeeded(3, 5, 0), new SendCreditGranted(3, 1 << 20)), effects);
    }

    @Test
    void aSessionIdInUseIsADefectOfTheCaller() {
        assertThrows(IllegalArgumentException.class, () -> broker.machine.openSession(3, 1, 5));
    }

    @Test
    @DisplayName("M-51: a connection keeps the client id that it was opened with; without opening it has none")
    void sessionsKnowTheClientIdOfTheirConnection() {
        SessionTable sessions = new SessionTable(MachineConfig.DEFAULT);

        sessions.openConnection(7, "billing");

        assertEquals("billing", sessions.open(7, 1).connection().clientId());
        assertEquals("", sessions.open(8, 2).connection().clientId());
    }

    @Test
    void aConnectionIdInUseIsADefectOfTheCaller() {
        broker.machine.openConnection(7, "billing");

        assertThrows(IllegalArgumentException.class, () -> broker.machine.openConnection(7, "billing"));
        assertThrows(IllegalArgumentException.class, () -> broker.machine.openConnection(1, "billing"));
    }

    @Test
    void aLostConnectionIsForgottenThoughItHadNoSession() {
        broker.machine.openConnection(7, "billing");

        broker.machine.loseConnection(7);

        assertDoesNotThrow(() -> broker.machine.openConnection(7, "billing"));
    }

    @Test
    @DisplayName("M-67: closing a session makes its unsettled messages ready again, as if never delivered")
    void closeReleases() {
        broker.machine.closeSession(1, 5);
        broker.assertSucceeded(1, 5, 0);

        broker.attachWithCredit(2, 1);

        assertEquals(List.of("10/1", "11/1"), broker.deliveries());
    }

    @Test
    void closeIsAnsweredWhenWhatTheSessionSettledBeforeIsDurable() {
        broker.accept(1, 1);
        broker.machine.closeSession(1, 5);
        assertEquals(List.of(), broker.effects());

        broker.commit();

        broker.assertSucceeded(1, 5, 0);
        assertEquals(1, broker.messageCount());
    }

    @Test
    void detachReleasesWhatThatConsumerHad() {
        broker.machine.detach(1, 5, 1, false);
        broker.assertSucceeded(1, 5, 0);

        broker.attachWithCredit(2, 1);

        assertEquals(List.of("10/1", "11/1"), broker.deliveries());
    }

    @Test
    @DisplayName("M-06: a lost connection makes unsettled messages ready again, counted: nobody knows who saw them")
    void lostConnectionReturns() {
        broker.attachWithCredit(2, 1);
        broker.effects();

        broker.machine.loseConnection(1);
        broker.commit();

        assertEquals(List.of("10/2", "11/2"), broker.deliveries());
    }

    @Test
    void anUnknownConnectionIsLostWithoutConsequence() {
        broker.machine.loseConnection(77);

        assertEquals(List.of(), broker.effects());
    }

    @Test
    void restartTakesCreditAndDeliveriesBack() {
        broker.machine.restartSession(1, 5);
        broker.assertSucceeded(1, 5, 0);

        broker.machine.credit(1, 1, 10, 1_000);

        assertEquals(List.of("10/1", "11/1"), broker.deliveries());
    }
}
