// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.tx;

import io.mambamq.protocol.frame.SessionFrame;
import io.mambamq.protocol.frame.TransactionComplete;
import io.mambamq.protocol.transaction.TransactionId;
import io.mambamq.server.cli.remote.BrokerTask;
import picocli.CommandLine.Command;

/** {@code mamba tx rollback}. */
@Command(
        name = "rollback",
        description = {
            "Rolls prepared branches back by hand: what was sent in them vanishes, what was accepted is there again.",
            "Other resources of the transaction may have done otherwise. The outcome is remembered, and told to "
                    + "the transaction manager if it comes back, until it or mamba tx forget forgets it."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = BrokerTask.EXIT_CODES,
        exitCodeList = {BrokerTask.EXIT_DONE, BrokerTask.EXIT_REFUSED, BrokerTask.EXIT_USAGE, BrokerTask.EXIT_NO_ANSWER
        })
final class TxRollbackCommand extends BranchTask {
    /** Called by picocli. */
    TxRollbackCommand() {}

    @Override
    SessionFrame frame(int session, int request, TransactionId id) {
        return new TransactionComplete(session, request, id, false);
    }

    @Override
    String done() {
        return "is rolled back by hand";
    }
}
