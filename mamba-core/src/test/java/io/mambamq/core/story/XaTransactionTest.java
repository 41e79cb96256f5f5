// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.story;

import static io.mambamq.core.story.Broker.QUEUE;
import static io.mambamq.core.story.Broker.xa;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mambamq.core.simulation.Messages;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.SettleOutcome;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.transaction.InDoubtBranch;
import io.mambamq.protocol.transaction.InDoubtState;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("M-92 XA branches")
class XaTransactionTest {
    private static final TransactionId ID = xa(1);

    private final Broker broker = Broker.started();

    /** Session 1 has received message 20 and accepted it in the branch, in which it sent message 10. */
    @BeforeEach
    void aBranchThatReceivedAndSent() {
        broker.open(1);
        broker.open(2);
        broker.attachWithCredit(1, 1);
        broker.send(2, 20);
        broker.commit();
        broker.machine.restartSession(1, 0);
        broker.machine.credit(1, 1, 1, 1_000);
        broker.begin(1, 1, ID);
        broker.settle(1, 1, SettleOutcome.ACCEPTED, 2);
        broker.send(1, 1, Messages.headers(10).destination(QUEUE));
        broker.machine.endTransaction(1, 1);
        broker.commit();
        broker.effects();
    }

    private void prepare() {
        broker.machine.prepareTransaction(1, 5, ID);
        broker.commit();
        broker.assertSucceeded(1, 5, 0);
    }

    @Test
    void takesEffectInTwoPhases() {
        prepare();
        broker.attachWithCredit(2, 1);
        assertEquals(List.of(), broker.deliveries(), "20 is locked, 10 is hidden");

        broker.machine.commitTransaction(2, 6, ID, false);
        broker.commit();

        assertEquals(List.of("10/1"), broker.deliveries());
        assertEquals(1, broker.messageCount());
    }

    @Test
    void isPreparedWhenThatIsDurable() {
        broker.machine.prepareTransaction(1, 5, ID);
        assertEquals(List.of(), broker.effects());

        broker.commit();

        broker.assertSucceeded(1, 5, 0);
    }

    @Test
    void rollbackOfAPreparedBranchReturnsWhatItReceived() {
        prepare();
        broker.attachWithCredit(2, 1);
        broker.machine.rollbackTransaction(2, 6, ID);
        assertEquals(List.of(), broker.deliveries(), "not before that is durable");

        broker.commit();

        assertEquals(List.of("20/2"), broker.deliveries());
        assertEquals(1, broker.messageCount());
    }

    @Test
    void commitsInOnePhase() {
        broker.machine.commitTransaction(2, 6, ID, true);
        broker.commit();

        broker.assertSucceeded(2, 6, 0);
        broker.attachWithCredit(2, 1);
        assertEquals(List.of("10/1"), broker.deliveries());
    }

    @Test
    @DisplayName("a prepared branch survives everything")
    void aPreparedBranchSurvives() {
        prepare();

        broker.machine.closeSession(1, 6);
        broker.machine.loseConnection(1);
        broker.crashAndRestart();
        broker.crashAndRestart();

        broker.open(3);
        broker.attachWithCredit(3, 1);
        assertEquals(List.of(), broker.deliveries(), "20 is locked, 10 is hidden");
        assertEquals(List.of(ID), broker.inDoubt(3));
        broker.machine.commitTransaction(3, 6, ID, false);
        broker.commit();
        assertEquals(List.of("10/1"), broker.deliveries());
        assertEquals(List.of(), broker.inDoubt(3));
        assertEquals(1, broker.messageCount());
    }

    @Test
    void aBranchThatWasNotPreparedDoesNotSurviveARestart() {
        broker.crashAndRestart();

        broker.open(3);
        assertEquals(List.of(), broker.inDoubt(3));
        broker.attachWithCredit(3, 1);
        assertEquals(List.of("20/2"), broker.deliveries());
        broker.machine.commitTransaction(3, 6, ID, false);
        broker.assertRefused(ErrorCode.TRANSACTION_UNKNOWN);
    }

    @Test
    @DisplayName("closing the session leaves an ended branch, losing the connection does not")
    void anEndedBranchDependsOnTheConnection() {
        broker.machine.closeSession(1, 6);
        broker.assertSucceeded(1, 6, 0);
        broker.machine.loseConnection(1);
        broker.commit();

        broker.machine.prepareTransaction(2, 7, ID);

        broker.assertRefused(ErrorCode.TRANSACTION_UNKNOWN);
    }

    @Test
    void anEndedBranchOutlivesItsSession() {
        broker.machine.closeSession(1, 6);
        broker.assertSucceeded(1, 6, 0);

        broker.machine.prepareTransaction(2, 7, ID);
        broker.commit();

        broker.assertSucceeded(2, 7, 0);
    }

    @Test
    @DisplayName("a joined branch is rolled back when the connection of any participant is lost before the prepare")
    void aJoinedBranchDependsOnAllConnections() {
        broker.machine.beginTransaction(2, 6, 1, ID, true);
        broker.assertSucceeded(2, 6, 0);

        broker.machine.loseConnection(1);
        broker.commit();

        broker.send(2, 1, Messages.headers(11).destination(QUEUE));
        broker.assertRefused(ErrorCode.TRANSACTION_ROLLED_BACK);
        broker.machine.prepareTransaction(2, 7, ID);
        broker.assertRefused(ErrorCode.TRANSACTION_ROLLED_BACK);
    }

    @Test
    void nobodyDecidesWhileAnotherSessionTakesPart() {
        broker.machine.beginTransaction(2, 6, 1, ID, true);
        broker.assertSucceeded(2, 6, 0);

        broker.machine.prepareTransaction(1, 7, ID);
        broker.assertRefused(ErrorCode.TRANSACTION_STATE);

        broker.machine.endTransaction(2, 1);
        prepare();
    }

    @Test
    void preparingNothingIsReadOnlyAndLeavesNoTrace() {
        broker.begin(1, 2, xa(2));
        broker.machine.prepareTransaction(1, 6, xa(2));

        broker.assertSucceeded(1, 6, 1);
        assertEquals(0, broker.log.outstanding());
        broker.machine.commitTransaction(1, 7, xa(2), false);
        broker.assertRefused(ErrorCode.TRANSACTION_UNKNOWN);
    }

    @Test
    void refusesWhatTheStateDoesNotAllow() {
        broker.machine.commitTransaction(1, 6, ID, false);
        broker.assertRefused(ErrorCode.TRANSACTION_STATE);
        broker.machine.forgetTransaction(1, 6, ID);
        broker.assertRefused(ErrorCode.TRANSACTION_STATE);
        broker.machine.completeHeuristically(1, 6, ID, true);
        broker.assertRefused(ErrorCode.TRANSACTION_STATE);
        prepare();
        broker.machine.prepareTransaction(1, 6, ID);
        broker.assertRefused(ErrorCode.TRANSACTION_STATE);
        broker.machine.commitTransaction(1, 6, ID, true);
        broker.assertRefused(ErrorCode.TRANSACTION_STATE);
        broker.machine.beginTransaction(1, 6, 1, ID, true);
        broker.assertRefused(ErrorCode.TRANSACTION_STATE);
        broker.machine.forgetTransaction(1, 6, ID);
        broker.assertRefused(ErrorCode.TRANSACTION_STATE);
    }

    @Test
    void anIdIsBegunOnceAndJoinedOnlyIfItExists() {
        broker.machine.beginTransaction(2, 6, 1, ID, false);
        broker.assertRefused(ErrorCode.TRANSACTION_DUPLICATE);
        broker.machine.beginTransaction(2, 6, 1, xa(9), true);
        broker.assertRefused(ErrorCode.TRANSACTION_UNKNOWN);
    }

    @Test
    void aSecondCommitFindsNothing() {
        prepare();
        broker.machine.commitTransaction(1, 6, ID, false);
        broker.machine.commitTransaction(1, 7, ID, false);

        broker.assertRefused(ErrorCode.TRANSACTION_UNKNOWN);
        broker.commit();
        assertEquals(1, broker.messageCount());
    }

    @Test
    @DisplayName("a heuristic commit takes effect, is remembered over a restart, and is forgotten on request")
    void heuristicCommit() {
        prepare();
        broker.machine.completeHeuristically(2, 6, ID, true);
        broker.commit();
        broker.assertSucceeded(2, 6, 0);

        broker.crashAndRestart();

        broker.open(3);
        broker.attachWithCredit(3, 1);
        assertEquals(List.of("10/2"), broker.deliveries());
        assertEquals(List.of(ID), broker.inDoubt(3));
        broker.machine.commitTransaction(3, 6, ID, false);
        broker.assertRefused(ErrorCode.TRANSACTION_HEURISTICALLY_COMMITTED);
        broker.machine.forgetTransaction(3, 7, ID);
        broker.commit();
        broker.assertSucceeded(3, 7, 0);
        assertEquals(List.of(), broker.inDoubt(3));
    }

    @Test
    @DisplayName("the administrator's list says what is in a prepared branch and since when, and survives a restart")
    void listsWhatIsInABranch() {
        broker.machine.tick(1_500);
        prepare();
        InDoubtBranch expected = new InDoubtBranch(ID, InDoubtState.PREPARED, 1_500, 1, 1, List.of(QUEUE), 1);

        assertEquals(List.of(expected), broker.listed(2));
        broker.crashAndRestart();
        broker.open(3);

        assertEquals(List.of(expected), broker.listed(3));
    }

    @Test
    @DisplayName("the list has what is decided by hand, with the time of that, until it is forgotten")
    void listsHeuristicOutcomes() {
        prepare();
        broker.machine.tick(1_700);
        broker.machine.completeHeuristically(2, 6, ID, false);
        assertEquals(
                List.of(new InDoubtBranch(ID, InDoubtState.HEURISTICALLY_ROLLED_BACK, 1_700, 0, 0, List.of(), 0)),
                broker.listed(2),
                "as it is when all that was asked before is durable");

        broker.machine.forgetTransaction(2, 7, ID);

        assertEquals(List.of(), broker.listed(2));
    }

    @Test
    @DisplayName("the list has no branch that is active, and names at most 16 of its destinations")
    void listsNoMoreDestinationsThanFit() {
        assertEquals(List.of(), broker.listed(2));
        broker.begin(1, 2, xa(2));
        for (int i = 0; i < 20; i++) {
            broker.send(1, 2, Messages.headers(30 + i).destination(DestinationName.queue("q" + i)));
        }
        broker.machine.prepareTransaction(1, 6, xa(2));

        InDoubtBranch branch = broker.listed(2).get(0);

        assertEquals(20, branch.messages());
        assertEquals(20, branch.destinationCount());
        assertEquals(InDoubtBranch.DESTINATIONS_MAX, branch.destinations().size());
    }

    @Test
    void heuristicRollback() {
        prepare();
        broker.machine.completeHeuristically(2, 6, ID, false);
        broker.commit();
        broker.assertSucceeded(2, 6, 0);

        broker.attachWithCredit(2, 1);

        assertEquals(List.of("20/2"), broker.deliveries());
        broker.machine.rollbackTransaction(2, 7, ID);
        broker.assertRefused(ErrorCode.TRANSACTION_HEURISTICALLY_ROLLED_BACK);
    }
}
