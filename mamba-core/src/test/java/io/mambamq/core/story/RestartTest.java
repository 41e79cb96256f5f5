// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.story;

import static io.mambamq.core.story.Broker.QUEUE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mambamq.core.ConsumerSource;
import io.mambamq.core.MachineConfig;
import io.mambamq.core.PartitionMachine;
import io.mambamq.core.command.Restarted;
import io.mambamq.core.simulation.Messages;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RestartTest {
    private final Broker broker = Broker.started();

    @BeforeEach
    void aSessionIsOpen() {
        broker.open(1);
    }

    @Test
    @DisplayName("M-76 M-06: persistent messages survive and count as redelivered")
    void persistentMessagesSurvive() {
        broker.send(1, 10);
        broker.send(1, 11);
        broker.commit();

        broker.crashAndRestart();

        broker.open(2);
        broker.attachWithCredit(2, 1);
        assertEquals(List.of("10/2", "11/2"), broker.deliveries());
    }

    @Test
    @DisplayName("M-47: non-persistent messages are dropped by a restart")
    void nonPersistentMessagesAreDropped() {
        broker.send(1, 0, Messages.headers(10).destination(QUEUE).persistent(false));
        broker.commit();

        broker.crashAndRestart();

        assertEquals(0, broker.messageCount());
    }

    @Test
    @DisplayName("M-09: a delivery time survives a restart")
    void delaysSurvive() {
        broker.send(1, 0, Messages.headers(10).destination(QUEUE).deliveryTimeMs(2_500));
        broker.commit();

        broker.crashAndRestart();

        broker.open(2);
        broker.attachWithCredit(2, 1);
        broker.machine.tick(2_499);
        assertEquals(List.of(), broker.deliveries());
        broker.machine.tick(2_500);
        assertEquals(List.of("10/2"), broker.deliveries());
    }

    @Test
    @DisplayName("M-66: what was accepted durably does not come again")
    void acceptedMessagesStayAway() {
        broker.attachWithCredit(1, 1);
        broker.send(1, 10);
        broker.send(1, 11);
        broker.commit();
        broker.accept(1, 1);
        broker.commit();
        broker.accept(1, 2);

        broker.crashAndRestart();

        broker.open(2);
        broker.attachWithCredit(2, 1);
        assertEquals(List.of("11/2"), broker.deliveries(), "the second acceptance was lost with the process");
    }

    @Test
    void inputsMayComeBeforeTheRestartHasCommitted() {
        broker.send(1, 10);
        broker.commit();
        broker.effects();
        PartitionMachine machine = new PartitionMachine(MachineConfig.DEFAULT, broker.log);
        broker.log.replay(machine::apply);
        broker.machine = machine;

        machine.start(3_000);
        machine.openSession(2, 2, 0);
        machine.attach(2, 5, 1, ConsumerSource.of(QUEUE));
        machine.credit(2, 1, 10, 1_000);
        broker.send(2, 11);
        assertEquals(List.of(), broker.deliveries());
        broker.commit();

        assertEquals(List.of("10/2", "11/1"), broker.deliveries());
    }

    @Test
    void aReplayedLogGivesTheSameDigest() {
        broker.send(1, 10);
        broker.commit();

        assertEquals(broker.machine.digest(), replay().digest());
        assertEquals(replay().digest(), replay().digest());
    }

    @Test
    void theDigestTellsStatesApart() {
        broker.attachWithCredit(1, 1);
        broker.send(1, 10);
        broker.commit();
        long before = broker.machine.digest();

        broker.accept(1, 1);
        assertEquals(before, broker.machine.digest(), "deliveries and proposals are not durable");
        broker.commit();

        assertNotEquals(before, broker.machine.digest());
    }

    @Test
    void replayEndsWithTheStart() {
        assertThrows(IllegalStateException.class, () -> broker.machine.apply(1, new Restarted(1)));
        assertThrows(IllegalStateException.class, () -> broker.machine.start(1));
    }

    @Test
    void aLogThatCommitsMoreThanWasProposedIsADefect() {
        assertThrows(IllegalStateException.class, () -> broker.machine.onCommit(1, new Restarted(1)));
    }

    private PartitionMachine replay() {
        PartitionMachine machine = new PartitionMachine(MachineConfig.DEFAULT, broker.log);
        broker.log.replay(machine::apply);
        return machine;
    }
}
