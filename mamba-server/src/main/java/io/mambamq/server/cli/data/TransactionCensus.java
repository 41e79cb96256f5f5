// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.data;

import io.mambamq.core.command.Command;
import io.mambamq.core.command.Commit;
import io.mambamq.core.command.CompleteHeuristically;
import io.mambamq.core.command.Forget;
import io.mambamq.core.command.Prepare;
import io.mambamq.core.command.Rollback;
import io.mambamq.core.command.Stage;
import io.mambamq.core.command.StagePublish;
import io.mambamq.core.durable.LoggedTransaction;
import io.mambamq.protocol.transaction.TransactionId;
import io.mambamq.server.rebuild.CheckpointedState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The transactions that the newest checkpoint and the log behind it leave unfinished. */
final class TransactionCensus {

    /** How far one got. */
    enum State {
        OPEN,
        PREPARED,
        HEURISTICALLY_COMMITTED,
        HEURISTICALLY_ROLLED_BACK
    }

    /** @param messages that it sends */
    record Unfinished(TransactionId id, State state, long messages) {}

    private final Map<TransactionId, Unfinished> transactions = new LinkedHashMap<>();

    private final long afterPosition;

    TransactionCensus(CheckpointedState checkpointed) {
        afterPosition = checkpointed.position().orElse(0);
        for (LoggedTransaction known : checkpointed.state().transactions().transactions()) {
            transactions.put(
                    known.id(),
                    new Unfinished(known.id(), stateOf(known), known.staged().size()));
        }
    }

    /** @param position of the command's record: what the checkpoint includes is known already */
    void add(long position, Command command) {
        if (position > afterPosition) {
            apply(command);
        }
    }

    private void apply(Command command) {
        switch (command.type()) {
            case STAGE -> stage(((Stage) command).transaction());
            case STAGE_PUBLISH -> stage(((StagePublish) command).transaction());
            case PREPARE -> move(((Prepare) command).transaction(), State.PREPARED);
            case COMMIT -> transactions.remove(((Commit) command).transaction());
            case ROLLBACK -> transactions.remove(((Rollback) command).transaction());
            case FORGET -> transactions.remove(((Forget) command).transaction());
            case COMPLETE_HEURISTICALLY -> {
                CompleteHeuristically complete = (CompleteHeuristically) command;
                move(
                        complete.transaction(),
                        complete.committed() ? State.HEURISTICALLY_COMMITTED : State.HEURISTICALLY_ROLLED_BACK);
            }
            case RESTARTED -> transactions.values().removeIf(unfinished -> unfinished.state() == State.OPEN);
            case DECLARE_DESTINATION,
                    DELETE_DESTINATION,
                    SUBSCRIBE,
                    UNSUBSCRIBE,
                    SEND,
                    PUBLISH,
                    SETTLE,
                    RETURN,
                    DEAD_LETTER -> {
                // Of no transaction.
            }
        }
    }

    List<Unfinished> unfinished() {
        return new ArrayList<>(transactions.values());
    }

    private static State stateOf(LoggedTransaction transaction) {
        return switch (transaction.state()) {
            case STAGING -> State.OPEN;
            case PREPARED -> State.PREPARED;
            case HEURISTICALLY_COMMITTED -> State.HEURISTICALLY_COMMITTED;
            case HEURISTICALLY_ROLLED_BACK -> State.HEURISTICALLY_ROLLED_BACK;
        };
    }

    private void stage(TransactionId id) {
        Unfinished before = transactions.getOrDefault(id, new Unfinished(id, State.OPEN, 0));
        transactions.put(id, new Unfinished(id, before.state(), before.messages() + 1));
    }

    private void move(TransactionId id, State state) {
        Unfinished before = transactions.getOrDefault(id, new Unfinished(id, State.OPEN, 0));
        transactions.put(id, new Unfinished(id, state, before.messages()));
    }
}
