// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.tx;

import io.mambamq.protocol.frame.SessionFrame;
import io.mambamq.protocol.frame.TransactionForget;
import io.mambamq.protocol.transaction.TransactionId;
import io.mambamq.server.cli.remote.BrokerTask;
import picocli.CommandLine.Command;

/** {@code mamba tx forget}. */
@Command(
        name = "forget",
        description = {
            "Forgets outcomes that were decided by hand, for transaction managers that will never ask.",
            "A prepared branch has no outcome to forget: commit it or roll it back."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = BrokerTask.EXIT_CODES,
        exitCodeList = {BrokerTask.EXIT_DONE, BrokerTask.EXIT_REFUSED, BrokerTask.EXIT_USAGE, BrokerTask.EXIT_NO_ANSWER
        })
final class TxForgetCommand extends BranchTask {
    /** Called by picocli. */
    TxForgetCommand() {}

    @Override
    SessionFrame frame(int session, int request, TransactionId id) {
        return new TransactionForget(session, request, id);
    }

    @Override
    String done() {
        return "is forgotten";
    }
}
