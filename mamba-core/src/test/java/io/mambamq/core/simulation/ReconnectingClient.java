// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.core.PartitionMachine;
import io.mambamq.core.command.ClientKey;
import io.mambamq.core.effect.Effect;
import io.mambamq.core.effect.Refused;
import io.mambamq.core.effect.SendConfirmed;
import io.mambamq.core.effect.SendRefused;
import io.mambamq.core.effect.SendsRecalled;
import io.mambamq.core.effect.Succeeded;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * A client with one session, that sends alone and in transactions and connects again when its connection broke, as
 * docs/protocol.md says. What it sends over a broken connection goes nowhere, and what it had not heard it never will.
 */
final class ReconnectingClient {
    private static final int OPEN = 1;
    private static final int COMMIT = 2;
    private static final int OUTCOME = 3;
    private static final DestinationName QUEUE = DestinationName.queue("orders");

    private enum State {
        BROKEN,
        OPENING,
        ASKING,
        OPEN
    }

    /** What the application was told of a message. */
    enum Told {
        SENT,
        NOT_SENT,
        /** The broker had forgotten the client: nobody can tell. */
        UNKNOWN
    }

    private final ClientKey key;
    private final Random random;
    private final Numbers numbers;
    /** By message. */
    final TreeMap<Long, Told> told = new TreeMap<>();

    // of the client
    private boolean wasConnected;
    private int ledger = 1;
    /** Messages that were not answered, by sequence. */
    private final TreeMap<Long, Long> pending = new TreeMap<>();

    private long lastSequence;
    private long lastTransaction;
    /** Messages of the transaction that is under way. */
    private final List<Long> staged = new ArrayList<>();

    private boolean committing;

    // of the connection
    private State state = State.BROKEN;
    private long connection;
    private long session;
    private final ArrayDeque<Effect> unheard = new ArrayDeque<>();

    ReconnectingClient(ClientKey key, Random random, Numbers numbers) {
        this.key = key;
        this.random = random;
        this.numbers = numbers;
    }

    /** Unique numbers for all clients. */
    static final class Numbers {
        private long last;

        long next() {
            return ++last;
        }
    }

    boolean hasNothingToWaitFor() {
        return state == State.OPEN && pending.isEmpty() && staged.isEmpty();
    }

    /** The broker says something, which arrives later or never. */
    void isTold(Effect effect) {
        unheard.addLast(effect);
    }

    /** The connection is dead; the client has not noticed yet. */
    void isCutOff() {
        state = State.BROKEN;
        unheard.clear();
    }

    void hear() {
        for (Effect next = unheard.pollFirst(); next != null; next = unheard.pollFirst()) {
            hear(next);
        }
    }

    /** It goes on by one step. */
    void goOn(PartitionMachine machine) {
        for (int i = random.nextInt(4); i > 0 && !unheard.isEmpty(); i--) {
            hear(unheard.pollFirst());
        }
        if (state == State.BROKEN && random.nextInt(3) == 0) {
            connect(machine);
        } else if (state == State.OPEN || (state == State.BROKEN && wasConnected)) {
            act(machine);
        }
        ask(machine);
    }

    // ---- connecting

    /** The server ends the older connection if it has not noticed that it is dead. */
    void connect(PartitionMachine machine) {
        machine.loseConnection(connection);
        unheard.clear();
        connection = numbers.next();
        session = numbers.next();
        boolean known = machine.openConnection(connection, "", key);
        if (wasConnected && !known) {
            isForgotten();
        }
        wasConnected = true;
        machine.openSession(connection, session, OPEN, ledger);
        state = State.OPENING;
    }

    private void isForgotten() {
        pending.values().forEach(message -> told.put(message, Told.UNKNOWN));
        pending.clear();
        lastSequence = 0;
        ledger++;
        endTransaction(committing ? Told.UNKNOWN : Told.NOT_SENT);
    }

    /** All that is durable was told: the rest is sent again; a commit is asked for. */
    private void opened(long last) {
        List<Long> again = List.copyOf(pending.values());
        pending.clear();
        lastSequence = last;
        again.forEach(message -> pending.put(++lastSequence, message));
        state = State.ASKING;
        resend = true;
    }

    private boolean resend;

    /** What the client does when it heard something and is at the broker again. */
    void ask(PartitionMachine machine) {
        if (state != State.ASKING) {
            return;
        }
        if (resend) {
            resend = false;
            pending.forEach((sequence, message) -> machine.send(session, sequence, 0, true, encoded(message)));
            if (committing) {
                machine.transactionOutcome(session, OUTCOME, transaction());
            } else {
                endTransaction(Told.NOT_SENT);
                state = State.OPEN;
            }
        }
    }

    // ---- sending

    private void act(PartitionMachine machine) {
        boolean arrives = state == State.OPEN;
        switch (random.nextInt(4)) {
            case 0, 1 -> {
                long message = numbers.next();
                pending.put(++lastSequence, message);
                if (arrives) {
                    machine.send(session, lastSequence, 0, true, encoded(message));
                }
            }
            case 2 -> stage(machine, arrives);
            default -> commit(machine, arrives);
        }
    }

    private void stage(PartitionMachine machine, boolean arrives) {
        if (committing) {
            return;
        }
        long message = numbers.next();
        if (arrives) {
            if (staged.isEmpty()) {
                lastTransaction++;
                machine.beginTransaction(session, 0, 1, transaction(), false);
            }
            machine.send(session, ++lastSequence, 1, false, encoded(message));
            staged.add(message);
        }
    }

    private void commit(PartitionMachine machine, boolean arrives) {
        if (!staged.isEmpty() && !committing) {
            committing = true;
            if (arrives) {
                machine.commitTransaction(session, COMMIT, transaction(), true);
            }
        }
    }

    private TransactionId transaction() {
        return new TransactionId.Local(key.high(), key.low(), lastTransaction);
    }

    private void endTransaction(Told outcome) {
        staged.forEach(message -> told.put(message, outcome));
        staged.clear();
        committing = false;
    }

    private static EncodedMessage encoded(long message) {
        return Messages.encode(Messages.headers(message).destination(QUEUE), 0);
    }

    // ---- hearing

    private void hear(Effect effect) {
        if (effect instanceof SendConfirmed confirmed && confirmed.session() == session) {
            answered(confirmed.sequence(), Told.SENT);
        } else if (effect instanceof SendRefused refused && refused.session() == session) {
            assertNotEquals(ErrorCode.PROTOCOL_ERROR, refused.code(), refused::text);
            answered(refused.sequence(), Told.NOT_SENT);
        } else if (effect instanceof SendsRecalled recalled && recalled.session() == session) {
            List.copyOf(pending.subMap(recalled.first(), true, recalled.last(), true)
                            .keySet())
                    .forEach(sequence -> answered(sequence, Told.SENT));
        } else if (effect instanceof Succeeded succeeded && succeeded.session() == session) {
            succeeded(succeeded);
        } else if (effect instanceof Refused refused && refused.session() == session) {
            assertEquals(ErrorCode.TRANSACTION_ROLLED_BACK, refused.code(), refused::text);
            endTransaction(Told.NOT_SENT);
        }
    }

    /** One of a transaction is not among the pending, and is told by its commit. */
    private void answered(long sequence, Told outcome) {
        Long message = pending.remove(sequence);
        if (message != null) {
            assertFalse(told.containsKey(message), "a message is answered once");
            told.put(message, outcome);
        }
    }

    private void succeeded(Succeeded succeeded) {
        switch (succeeded.request()) {
            case OPEN -> opened(succeeded.value());
            case COMMIT -> endTransaction(Told.SENT);
            case OUTCOME -> {
                endTransaction(succeeded.value() == 1 ? Told.SENT : Told.NOT_SENT);
                state = State.OPEN;
            }
            default -> assertTrue(false, succeeded::toString);
        }
    }
}
