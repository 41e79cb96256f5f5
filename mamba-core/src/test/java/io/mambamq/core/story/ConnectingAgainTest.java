// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.story;

import static io.mambamq.core.story.Broker.QUEUE;
import static io.mambamq.core.story.Broker.REQUEST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.core.MachineConfig;
import io.mambamq.core.ReconnectLimits;
import io.mambamq.core.command.ClientKey;
import io.mambamq.core.effect.Effect;
import io.mambamq.core.effect.SendsRecalled;
import io.mambamq.core.effect.Succeeded;
import io.mambamq.core.simulation.Messages;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.SettleOutcome;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.MessageHeaders;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("M-66: a client that connects again learns what became of its sends")
class ConnectingAgainTest {
    private static final ClientKey CLIENT = new ClientKey(5, 6);
    private static final int LEDGER = 7;
    private static final long AWAY_MS = MachineConfig.DEFAULT.reconnect().awayMs();
    /** What {@link Broker} gives the first machine, and the one after a crash. */
    private static final long STARTED_MS = 1_000;

    private static final long RESTARTED_MS = 2_000;

    private Broker broker = Broker.started();
    private long lastConnection;
    private long lastKey;

    // ---- who is known

    @Test
    @DisplayName("a client is known from its first connection on, and nobody else is")
    void known() {
        assertFalse(connect());

        lose();

        assertTrue(connect());
        assertFalse(broker.machine.openConnection(99, "", new ClientKey(5, 7)));
    }

    @Test
    @DisplayName("a client is known after a crash if the log had got so far")
    void knownAfterACrash() {
        connect();
        broker.commit();

        broker.crashAndRestart();

        assertTrue(connect());
    }

    @Test
    @DisplayName("a client that said that it goes is not known any more")
    void closed() {
        connect();

        broker.machine.closeConnection(lastConnection);
        broker.commit();

        assertFalse(connect());
    }

    @Test
    @DisplayName("a client that connects twice at a time is a defect of the caller")
    void connectedTwice() {
        connect();

        assertThrows(IllegalArgumentException.class, this::connect);
    }

    @Test
    @DisplayName("a client that is away is remembered as long as was agreed, and no longer")
    void awayForTooLong() {
        connect();
        lose();
        broker.machine.tick(STARTED_MS + AWAY_MS - 1);
        assertTrue(connect());

        lose();
        broker.machine.tick(STARTED_MS + 2 * AWAY_MS - 1);
        broker.commit();

        assertFalse(connect());
    }

    @Test
    @DisplayName("a client that is connected is remembered for ever")
    void connectedForLong() {
        connect();

        broker.machine.tick(STARTED_MS + 10 * AWAY_MS);
        lose();

        assertTrue(connect());
    }

    @Test
    @DisplayName("after a restart everyone is away, from then on")
    void awaySinceTheRestart() {
        connect();
        broker.commit();
        broker.crashAndRestart();

        broker.machine.tick(RESTARTED_MS + AWAY_MS - 1);
        assertTrue(connect());
        lose();
        broker.commit();
        broker.crashAndRestart();
        broker.machine.tick(RESTARTED_MS + AWAY_MS);

        assertFalse(connect());
    }

    @Test
    @DisplayName("of too many that are away those who are for longest are forgotten")
    void tooManyAway() {
        broker = Broker.started(MachineConfig.DEFAULT.withReconnect(new ReconnectLimits(100, 2, AWAY_MS)));
        for (int client = 1; client <= 3; client++) {
            broker.machine.openConnection(client, "", new ClientKey(client, 0));
        }
        for (int client = 1; client <= 3; client++) {
            broker.machine.loseConnection(client);
        }

        assertFalse(broker.machine.openConnection(11, "", new ClientKey(1, 0)));
        assertTrue(broker.machine.openConnection(12, "", new ClientKey(2, 0)));
        assertTrue(broker.machine.openConnection(13, "", new ClientKey(3, 0)));
    }

    // ---- which sends are durable

    @Test
    @DisplayName("a session that is opened for the first time knows of no send")
    void firstTime() {
        connect();

        assertEquals(List.of(), open());
    }

    @Test
    @DisplayName(
            "sends that were confirmed, and those that were not told any more, are recalled when all of them are durable")
    void lostConnection() {
        connect();
        open();
        send(1);
        broker.commit();
        broker.assertConfirmed(session(), 1);
        send(2, 3);

        lose();
        connect();

        assertEquals(List.of(), reopen(), "the answer waits");
        broker.commit();
        assertEquals(List.of("1-3", "last 3"), told());
        assertEquals(3, broker.messageCount());
    }

    @Test
    @DisplayName("sends that a crash took are not recalled")
    void crash() {
        connect();
        open();
        send(1, 2);
        broker.commit();
        send(3);

        broker.crashAndRestart();
        connect();

        assertEquals(List.of("1-2", "last 2"), reopen());
        send(3);
        broker.commit();
        broker.assertConfirmed(session(), 3);
        assertEquals(3, broker.messageCount());
    }

    @Test
    @DisplayName("sends that were refused are not recalled, whatever came after them")
    void refused() {
        connect();
        open();
        send(1);
        broker.machine.logHasSpace(false);
        send(2, 3);
        broker.machine.logHasSpace(true);
        send(4);
        broker.commit();

        lose();
        connect();

        assertEquals(List.of("1-1", "4-4", "last 4"), reopen());
    }

    @Test
    @DisplayName("a snapshot has what is told to a client that connects again")
    void snapshot() {
        connect();
        open();
        send(1, 2, 5);
        broker.commit();
        broker.crashAndRestart();
        connect();
        assertEquals(List.of("1-2", "5-5", "last 5"), reopen());
        send(6, 9);
        broker.commit();

        broker.restartFromSnapshot();
        connect();

        assertEquals(List.of("1-2", "5-6", "9-9", "last 9"), reopen());
    }

    @Test
    @DisplayName("sends that are not persistent, not confirmed or in a transaction are in no ledger")
    void otherSends() {
        connect();
        open();
        broker.machine.send(session(), 1, 0, true, Messages.encode(headers().persistent(false), 10));
        broker.machine.send(session(), 2, 0, false, Messages.encode(headers(), 10));
        broker.begin(session(), 1, Broker.local(1));
        broker.machine.send(session(), 3, 1, true, Messages.encode(headers(), 10));
        send(4);
        broker.commit();

        lose();
        connect();
        reopen();
        broker.commit();

        assertEquals(List.of("4-4", "last 4"), told());
    }

    @Test
    @DisplayName("a message to a topic is recalled if somebody got it; one that nobody wanted left no trace")
    void published() {
        DestinationName topic = DestinationName.topic("news");
        connect();
        open();
        broker.machine.send(session(), 1, 0, true, Messages.encode(headers().destination(topic), 10));
        broker.commit();
        broker.assertConfirmed(session(), 1);
        broker.open(50, 50);
        broker.attach(50, 1, topic);
        broker.machine.send(session(), 2, 0, true, Messages.encode(headers().destination(topic), 10));
        broker.commit();

        lose();
        connect();
        broker.effects();

        assertEquals(List.of("2-2", "last 2"), reopen());
    }

    @Test
    @DisplayName("each session has its own ledger")
    void twoSessions() {
        connect();
        open();
        broker.machine.openSession(lastConnection, session() + 1, REQUEST, LEDGER + 1);
        send(1, 2);
        broker.machine.send(session() + 1, 1, 0, true, Messages.encode(headers(), 10));
        broker.commit();
        lose();
        connect();
        broker.effects();

        assertEquals(List.of("1-2", "last 2"), reopen());
        broker.machine.openSession(lastConnection, session() + 1, REQUEST, LEDGER + 1);
        assertEquals(
                List.of(new SendsRecalled(session() + 1, 1, 1), new Succeeded(session() + 1, REQUEST, 1)),
                broker.effects());
    }

    @Test
    @DisplayName("the ledger of a session that was closed has ended; a new one of the number is empty")
    void closedSession() {
        connect();
        open();
        send(1);
        broker.commit();
        broker.effects();

        broker.machine.closeSession(session(), REQUEST);
        broker.assertSucceeded(session(), REQUEST, 0);
        broker.machine.openSession(lastConnection, 77, REQUEST, LEDGER);

        broker.assertSucceeded(77, REQUEST, 0);
    }

    @Test
    @DisplayName("a sequence that does not ascend is refused, over connections too")
    void descending() {
        connect();
        open();
        send(2);
        broker.commit();
        broker.effects();
        send(2);
        broker.assertRefused(ErrorCode.PROTOCOL_ERROR);
        lose();
        connect();
        reopen();

        send(1);

        broker.assertRefused(ErrorCode.PROTOCOL_ERROR);
        assertEquals(1, broker.messageCount());
    }

    @Test
    @DisplayName(
            "a ledger is refused to a client without a secret, to a second session, and with a number that is none")
    void refusedLedgers() {
        connect();
        open();

        broker.machine.openSession(lastConnection, 77, REQUEST, LEDGER);
        broker.assertRefused(ErrorCode.PROTOCOL_ERROR);
        broker.machine.openSession(lastConnection, 77, REQUEST, -1);
        broker.assertRefused(ErrorCode.PROTOCOL_ERROR);
        broker.machine.openSession(50, 77, REQUEST, LEDGER);
        broker.assertRefused(ErrorCode.PROTOCOL_ERROR);
    }

    @Test
    @DisplayName("there are so many ledgers and no more; those of clients that are away make room")
    void tooManyLedgers() {
        broker = Broker.started(MachineConfig.DEFAULT.withReconnect(new ReconnectLimits(1, 10, AWAY_MS)));
        connect();
        open();
        broker.machine.openSession(lastConnection, 77, REQUEST, LEDGER + 1);
        broker.assertRefused(ErrorCode.RESOURCE_LIMIT);
        send(1);
        lose();

        broker.machine.openConnection(50, "", new ClientKey(1, 1));
        broker.machine.openSession(50, 78, REQUEST, 1);
        broker.machine.send(78, 1, 0, true, Messages.encode(headers(), 10));
        broker.commit();

        assertTrue(broker.effects().contains(new Succeeded(78, REQUEST, 0)));
        assertFalse(connect());
        assertEquals(2, broker.messageCount());
    }

    @Test
    @DisplayName("a client cannot have more sends unanswered than a ledger tells of")
    void creditIsBounded() {
        assertThrows(IllegalArgumentException.class, () -> new MachineConfig(1, 1, 1, 1, 1, 1, 1, 1, (1 << 20) + 1));
        assertThrows(IllegalArgumentException.class, () -> new ReconnectLimits(1, 0, 1));
    }

    // ---- what became of a commit

    @Test
    @DisplayName("M-62: a commit that was not answered took effect or not, and the client learns which")
    void unansweredCommit() {
        connect();
        open();
        commitASend(1);

        lose();
        connect();
        reopen();
        askFor(Broker.local(1));
        broker.commit();

        assertEquals(List.of("last 0", "value 1"), told());
        assertEquals(1, broker.messageCount());
    }

    @Test
    @DisplayName("M-62: a commit that a crash took did not take effect and will not")
    void lostCommit() {
        connect();
        open();
        commitASend(1);
        broker.commit();
        commitASend(2);

        broker.crashAndRestart();
        connect();
        reopen();
        askFor(Broker.local(2));
        askFor(Broker.local(1));

        assertEquals(List.of("value 0", "value 1"), told());
        assertEquals(1, broker.messageCount());
    }

    @Test
    @DisplayName("M-62: a transaction that only took messages has an outcome too")
    void readOnly() {
        connect();
        open();
        send(1);
        broker.commit();
        broker.effects();
        broker.attachWithCredit(session(), 1);
        broker.begin(session(), 1, Broker.local(1));
        broker.settle(session(), 1, SettleOutcome.ACCEPTED, 1);
        broker.machine.commitTransaction(session(), REQUEST, Broker.local(1), true);
        broker.commit();

        broker.crashAndRestart();
        connect();
        reopen();
        told();
        askFor(Broker.local(1));

        assertEquals(List.of("value 1"), told());
    }

    @Test
    @DisplayName("M-62: a transaction that was under way, or rolled back, is not committed")
    void notCommitted() {
        connect();
        open();
        broker.begin(session(), 1, Broker.local(1));
        broker.send(session(), 1, headers());
        lose();
        connect();
        reopen();
        broker.commit();
        told();

        askFor(Broker.local(1));

        assertEquals(List.of("value 0"), told());
        assertEquals(0, broker.messageCount());
    }

    @Test
    @DisplayName("an outcome is only asked for with a ledger, and of a local transaction")
    void refusedQuestions() {
        connect();
        open();
        broker.machine.transactionOutcome(session(), REQUEST, Broker.xa(1));
        broker.assertRefused(ErrorCode.PROTOCOL_ERROR);
        broker.open(50, 50);
        broker.machine.transactionOutcome(50, REQUEST, Broker.local(1));
        broker.assertRefused(ErrorCode.PROTOCOL_ERROR);
        broker.machine.transactionOutcome(51, REQUEST, Broker.local(1));
        broker.assertRefused(ErrorCode.PROTOCOL_ERROR);
    }

    // ---- words

    private boolean connect() {
        return broker.machine.openConnection(++lastConnection, "", CLIENT);
    }

    private void lose() {
        broker.machine.loseConnection(lastConnection);
        broker.effects();
    }

    /** The one session of the newest connection. */
    private long session() {
        return 100 + lastConnection;
    }

    private List<String> open() {
        broker.machine.openSession(lastConnection, session(), REQUEST, LEDGER);
        broker.assertSucceeded(session(), REQUEST, 0);
        return told();
    }

    private List<String> reopen() {
        broker.machine.openSession(lastConnection, session(), REQUEST, LEDGER);
        return told();
    }

    private void send(long... sequences) {
        for (long sequence : sequences) {
            broker.machine.send(session(), sequence, 0, true, Messages.encode(headers(), 10));
        }
    }

    private void commitASend(int transaction) {
        broker.begin(session(), transaction, Broker.local(transaction));
        broker.send(session(), transaction, headers());
        broker.machine.commitTransaction(session(), REQUEST, Broker.local(transaction), true);
    }

    private void askFor(TransactionId transaction) {
        broker.machine.transactionOutcome(session(), REQUEST + 1, transaction);
    }

    private MessageHeaders headers() {
        return Messages.headers(++lastKey).destination(QUEUE);
    }

    /** What the newest session was told of its ledger since the last time. */
    private List<String> told() {
        List<String> told = new ArrayList<>();
        for (Effect effect : broker.effects()) {
            if (effect instanceof SendsRecalled recalled && recalled.session() == session()) {
                told.add(recalled.first() + "-" + recalled.last());
            } else if (effect instanceof Succeeded succeeded && succeeded.session() == session()) {
                told.add((succeeded.request() == REQUEST ? "last " : "value ") + succeeded.value());
            }
        }
        return told;
    }
}
