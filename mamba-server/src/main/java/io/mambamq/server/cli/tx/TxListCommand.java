// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.tx;

import io.mambamq.protocol.transaction.InDoubtBranch;
import io.mambamq.server.cli.output.JsonWriter;
import io.mambamq.server.cli.remote.BrokerClient;
import io.mambamq.server.cli.remote.BrokerTask;
import io.mambamq.server.cli.remote.RefusedException;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mamba tx list}. */
@Command(
        name = "list",
        description = {
            "Prints the branches that are in doubt: prepared ones, and those that were decided by hand and not forgotten.",
            "An xid is printed as xa:<format id>:<global transaction id>:<branch qualifier>, the last two in hexadecimal."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = BrokerTask.EXIT_CODES,
        exitCodeList = {BrokerTask.EXIT_DONE, BrokerTask.EXIT_REFUSED, BrokerTask.EXIT_USAGE, BrokerTask.EXIT_NO_ANSWER
        })
final class TxListCommand extends BrokerTask {
    @Option(names = "--json", description = "For scripts: one JSON document instead of text.")
    private boolean json;

    /** Called by picocli. */
    TxListCommand() {}

    @Override
    protected void run(BrokerClient broker) throws IOException, RefusedException {
        List<InDoubtBranch> branches = InDoubtBranches.of(broker);
        if (json) {
            BranchText.printJson(branches, new JsonWriter(out()));
        } else {
            BranchText.print(branches, System.currentTimeMillis(), out());
        }
    }
}
