// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.rebuild;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mambamq.core.command.ClientKey;
import io.mambamq.core.command.CloseLedger;
import io.mambamq.core.command.Command;
import io.mambamq.core.command.Commit;
import io.mambamq.core.command.DeclareDestination;
import io.mambamq.core.command.ForgetClient;
import io.mambamq.core.command.OpenLedger;
import io.mambamq.core.command.RememberClient;
import io.mambamq.core.command.Send;
import io.mambamq.core.command.Stage;
import io.mambamq.core.durable.DurableState;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.transaction.TransactionId;
import io.mambamq.server.client.Messages;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TolerantReplayTest {
    private static final ClientKey CLIENT = new ClientKey(1, 2);
    private static final TransactionId TRANSACTION = new TransactionId.Local(1, 2, 3);

    private final TolerantReplay replay = new TolerantReplay(new DurableState());
    private long position;

    @Test
    @DisplayName("behind a gap messages count, whatever became of the ledgers that they were in")
    void ledgersBehindAGap() {
        // given a log with a client and its ledger
        say(new DeclareDestination(1, DestinationName.queue("q")));
        say(new RememberClient(CLIENT));
        say(new OpenLedger(1, CLIENT, 7));
        say(new Send(1, 1, 1, Messages.text("q", "before")));

        // when a part is missing in which others may have come and gone
        replay.gap();
        say(new RememberClient(CLIENT));
        say(new OpenLedger(1, CLIENT, 8));
        say(new Send(1, 1, 1, Messages.text("q", "in a ledger")));
        say(new Send(1, 5, 9, Messages.text("q", "in a ledger that was opened in the gap")));
        say(new Stage(TRANSACTION, 1, Messages.text("q", "in a transaction")));
        say(new Commit(TRANSACTION, 5, List.of()));
        say(new CloseLedger(5));
        say(new ForgetClient(new ClientKey(3, 4)));

        // then all messages are there
        assertEquals(4, replay.state().catalog().queue(1).messageCount());
    }

    private void say(Command command) {
        replay.apply(++position, command);
    }
}
