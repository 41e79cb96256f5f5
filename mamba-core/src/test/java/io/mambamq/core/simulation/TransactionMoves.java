// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.simulation;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.transaction.TransactionId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What clients do with transactions, wise or not, and what they may expect as the answer. */
final class TransactionMoves {
    private final World world;
    private final Random random;

    TransactionMoves(World world, Random random) {
        this.world = world;
        this.random = random;
    }

    void begin(SimulatedSession session) {
        if (session.bound.size() >= World.CONFIG.boundTransactionsPerSessionMax()) {
            return;
        }
        TransactionId id = random.nextBoolean()
                ? new TransactionId.Local(1, 1, ++world.lastTransaction)
                : new TransactionId.Xa(1, number(++world.lastTransaction), number(random.nextInt(3)));
        int number = session.nextNumber();
        boolean full = world.branches.size() >= World.CONFIG.openTransactionsMax();
        int request = ask(session, full ? ErrorCode.RESOURCE_LIMIT : null);
        if (!full) {
            SimulatedBranch branch = new SimulatedBranch(id);
            world.branches.put(id, branch);
            bind(session, number, branch);
        }
        world.note("begin " + id + " in " + session.id);
        world.machine.beginTransaction(session.id, request, number, id, false);
    }

    void join(SimulatedSession session) {
        SimulatedBranch branch = anyBranch();
        if (branch == null || session.bound.size() >= World.CONFIG.boundTransactionsPerSessionMax()) {
            return;
        }
        int number = session.nextNumber();
        boolean joinable = branch.state == SimulatedBranch.State.ACTIVE;
        int request = ask(session, joinable ? null : ErrorCode.TRANSACTION_STATE);
        if (joinable) {
            bind(session, number, branch);
        }
        world.note("join " + branch.id + " in " + session.id);
        world.machine.beginTransaction(session.id, request, number, branch.id, true);
    }

    void beginTwice(SimulatedSession session) {
        SimulatedBranch branch = anyBranch();
        if (branch == null || session.bound.size() >= World.CONFIG.boundTransactionsPerSessionMax()) {
            return;
        }
        world.note("begin again " + branch.id);
        world.machine.beginTransaction(
                session.id, ask(session, ErrorCode.TRANSACTION_DUPLICATE), session.nextNumber(), branch.id, false);
    }

    void end(SimulatedSession session) {
        if (!session.bound.isEmpty()) {
            int number = pick(new ArrayList<>(session.bound.keySet()));
            session.bound.remove(number).boundCount--;
            world.note("end number " + number + " of " + session.id);
            world.machine.endTransaction(session.id, number);
        }
    }

    void prepare(SimulatedSession session) {
        SimulatedBranch branch = anyBranch();
        if (branch == null) {
            return;
        }
        ErrorCode code = decisionRefusal(session, branch);
        if (code == null && (branch.state != SimulatedBranch.State.ACTIVE || branch.isLocal())) {
            code = ErrorCode.TRANSACTION_STATE;
        }
        long value = 0;
        if (code == null) {
            leave(session, branch);
            if (branch.rollbackOnly) {
                code = ErrorCode.TRANSACTION_ROLLED_BACK;
                world.rollBackActive(branch);
            } else if (branch.isReadOnly()) {
                value = 1;
                finish(branch);
            } else {
                branch.state = SimulatedBranch.State.PREPARED;
            }
        }
        world.note("prepare " + branch.id + " in " + session.id);
        world.machine.prepareTransaction(session.id, ask(session, code, value), branch.id);
    }

    void commit(SimulatedSession session, boolean wise) {
        SimulatedBranch branch = anyBranch();
        if (branch == null) {
            return;
        }
        boolean active = branch.state == SimulatedBranch.State.ACTIVE;
        boolean onePhase = wise == active;
        ErrorCode code = decisionRefusal(session, branch);
        if (code == null) {
            code = heuristicRefusal(branch);
        }
        if (code == null && !wise) {
            code = ErrorCode.TRANSACTION_STATE;
        }
        if (code == null) {
            leave(session, branch);
            if (branch.rollbackOnly) {
                code = ErrorCode.TRANSACTION_ROLLED_BACK;
                world.rollBackActive(branch);
            } else {
                finish(branch);
            }
        }
        world.note("commit " + branch.id + " in " + session.id);
        world.machine.commitTransaction(session.id, ask(session, code), branch.id, onePhase);
    }

    void rollBack(SimulatedSession session) {
        SimulatedBranch branch = anyBranch();
        if (branch == null) {
            return;
        }
        // Others may still take part.
        ErrorCode code = ownershipRefusal(session, branch);
        if (code == null) {
            code = heuristicRefusal(branch);
        }
        if (code == null) {
            leave(session, branch);
            if (branch.state == SimulatedBranch.State.ACTIVE) {
                world.rollBackActive(branch);
            } else {
                finish(branch);
            }
        }
        world.note("roll back " + branch.id + " in " + session.id);
        world.machine.rollbackTransaction(session.id, ask(session, code), branch.id);
    }

    void completeHeuristically(SimulatedSession session) {
        SimulatedBranch branch = anyBranch();
        if (branch == null) {
            return;
        }
        boolean committed = random.nextBoolean();
        ErrorCode code = decisionRefusal(session, branch);
        if (code == null && branch.state != SimulatedBranch.State.PREPARED) {
            code = ErrorCode.TRANSACTION_STATE;
        }
        if (code == null) {
            branch.state = SimulatedBranch.State.HEURISTIC;
            branch.committedHeuristically = committed;
        }
        world.note("complete heuristically " + branch.id);
        world.machine.completeHeuristically(session.id, ask(session, code), branch.id, committed);
    }

    void forget(SimulatedSession session) {
        SimulatedBranch branch = anyBranch();
        if (branch == null) {
            return;
        }
        ErrorCode code = decisionRefusal(session, branch);
        if (code == null && branch.state != SimulatedBranch.State.HEURISTIC) {
            code = ErrorCode.TRANSACTION_STATE;
        }
        if (code == null) {
            finish(branch);
        }
        world.note("forget " + branch.id);
        world.machine.forgetTransaction(session.id, ask(session, code), branch.id);
    }

    void recover(SimulatedSession session) {
        world.note("recover in " + session.id);
        world.machine.recoverTransactions(session.id, ask(session, null));
    }

    /** An id that no transaction has; also one that is over. */
    void decideUnknown(SimulatedSession session) {
        TransactionId id = new TransactionId.Xa(1, number(-1), number(0));
        world.note("decide over an unknown transaction");
        world.machine.commitTransaction(session.id, ask(session, ErrorCode.TRANSACTION_UNKNOWN), id, true);
        world.machine.rollbackTransaction(session.id, ask(session, ErrorCode.TRANSACTION_UNKNOWN), id);
        world.machine.prepareTransaction(session.id, ask(session, ErrorCode.TRANSACTION_UNKNOWN), id);
        world.machine.forgetTransaction(session.id, ask(session, ErrorCode.TRANSACTION_UNKNOWN), id);
    }

    private static ErrorCode decisionRefusal(SimulatedSession session, SimulatedBranch branch) {
        long own =
                session.bound.values().stream().filter(bound -> bound == branch).count();
        ErrorCode code = ownershipRefusal(session, branch);
        return code != null || own == branch.boundCount ? code : ErrorCode.TRANSACTION_STATE;
    }

    private static ErrorCode ownershipRefusal(SimulatedSession session, SimulatedBranch branch) {
        return branch.isLocal() && !branch.connections.contains(session.connection)
                ? ErrorCode.TRANSACTION_UNKNOWN
                : null;
    }

    private static ErrorCode heuristicRefusal(SimulatedBranch branch) {
        if (branch.state != SimulatedBranch.State.HEURISTIC) {
            return null;
        }
        return branch.committedHeuristically
                ? ErrorCode.TRANSACTION_HEURISTICALLY_COMMITTED
                : ErrorCode.TRANSACTION_HEURISTICALLY_ROLLED_BACK;
    }

    private void bind(SimulatedSession session, int number, SimulatedBranch branch) {
        session.bound.put(number, branch);
        branch.boundCount++;
        branch.connections.add(session.connection);
    }

    private static void leave(SimulatedSession session, SimulatedBranch branch) {
        session.bound.values().removeIf(bound -> bound == branch);
        branch.boundCount = 0;
    }

    private void finish(SimulatedBranch branch) {
        branch.state = SimulatedBranch.State.FINISHED;
        world.branches.remove(branch.id);
        world.finished.put(branch.id, branch);
    }

    private SimulatedBranch anyBranch() {
        List<SimulatedBranch> all = new ArrayList<>(world.branches.values());
        return all.isEmpty() ? null : pick(all);
    }

    private int ask(SimulatedSession session, ErrorCode code) {
        return ask(session, code, 0);
    }

    private int ask(SimulatedSession session, ErrorCode code, long value) {
        int request = ++session.lastRequest;
        world.expect(session, request, code, value);
        return request;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }
}
