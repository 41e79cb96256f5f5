// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.data;

import io.mambamq.core.command.Command;
import io.mambamq.core.command.Commit;
import io.mambamq.core.command.CompleteHeuristically;
import io.mambamq.core.command.Forget;
import io.mambamq.core.command.Prepare;
import io.mambamq.core.command.Rollback;
import io.mambamq.core.command.Stage;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The transactions that the log leaves unfinished, as far as its records tell: a checkpoint may hold more. */
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

    void add(Command command) {
        switch (command.type()) {
            case STAGE -> stage(((Stage) command).transaction());
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
            case DECLARE_DESTINATION, SEND, SETTLE -> {
                // Of no transaction.
            }
        }
    }

    List<Unfinished> unfinished() {
        return new ArrayList<>(transactions.values());
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
