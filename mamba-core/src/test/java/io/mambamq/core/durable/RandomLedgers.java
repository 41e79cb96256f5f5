// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.durable;

import io.mambamq.core.command.ClientKey;
import io.mambamq.core.command.CloseLedger;
import io.mambamq.core.command.Command;
import io.mambamq.core.command.ForgetClient;
import io.mambamq.core.command.OpenLedger;
import io.mambamq.core.command.RememberClient;
import io.mambamq.core.command.Send;
import io.mambamq.protocol.message.EncodedMessage;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Whatever a log could say next of clients and ledgers. */
final class RandomLedgers {
    private final DurableState state;
    private final Random random;
    private final Consumer<Command> log;
    private int last;

    RandomLedgers(DurableState state, Random random, Consumer<Command> log) {
        this.state = state;
        this.random = random;
        this.log = log;
    }

    void next() {
        List<LoggedClient> clients = List.copyOf(state.ledgers().clients());
        if (clients.isEmpty() || random.nextInt(8) == 0) {
            log.accept(new RememberClient(new ClientKey(++last, random.nextLong())));
        } else if (random.nextInt(12) == 0) {
            log.accept(new ForgetClient(pick(clients).key()));
        } else if (open().isEmpty() || random.nextInt(3) > 0) {
            log.accept(new OpenLedger(freeId(), pick(clients).key(), ++last));
        } else {
            log.accept(new CloseLedger(pick(open()).id()));
        }
    }

    /** A send, in a ledger or not, with or without a gap before it. */
    Send maySend(int queueId, EncodedMessage message) {
        if (open().isEmpty() || random.nextInt(4) == 0) {
            return new Send(queueId, message);
        }
        LoggedLedger ledger = pick(open());
        long leftOut = random.nextInt(10) > 0 ? 0 : random.nextInt(random.nextBoolean() ? 3 : 40_000);
        return new Send(queueId, ledger.id(), ledger.sent().last() + 1 + leftOut, message);
    }

    /** The id of one; 0 if there is none. */
    int any() {
        return open().isEmpty() ? 0 : pick(open()).id();
    }

    private List<LoggedLedger> open() {
        return state.ledgers().clients().stream()
                .flatMap(client -> client.ledgers().stream())
                .toList();
    }

    private int freeId() {
        List<Integer> taken = open().stream().map(LoggedLedger::id).toList();
        return IntStream.iterate(1, id -> id + 1)
                .filter(id -> !taken.contains(id))
                .findFirst()
                .orElseThrow();
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
