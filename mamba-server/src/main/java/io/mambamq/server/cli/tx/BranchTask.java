// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.tx;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.SessionFrame;
import io.mambamq.protocol.transaction.InDoubtBranch;
import io.mambamq.protocol.transaction.TransactionId;
import io.mambamq.server.cli.remote.BrokerClient;
import io.mambamq.server.cli.remote.BrokerTask;
import io.mambamq.server.cli.remote.RefusedException;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Parameters;

/** What those commands share that change branches: their xids, one after the other until one is refused. */
abstract class BranchTask extends BrokerTask {
    /** So many are named to whoever asked for another one. */
    private static final int NAMED_MAX = 10;

    @Parameters(
            arity = "1..*",
            paramLabel = "XID",
            description = "Branches, as mamba tx list prints their ids. The first that is refused ends the command.")
    private List<String> xids;

    @SuppressWarnings("NullAway.Init") // picocli fills the parameters in
    BranchTask() {}

    /** The request for one branch. */
    abstract SessionFrame frame(int session, int request, TransactionId id);

    /** What to tell when it is done, behind the id. */
    abstract String done();

    @Override
    protected final void run(BrokerClient broker) throws IOException, RefusedException {
        List<TransactionId.Xa> ids = xids.stream().map(TransactionId.Xa::parse).toList();
        for (TransactionId.Xa id : ids) {
            change(broker, id);
            out().println(id + " " + done());
        }
    }

    private void change(BrokerClient broker, TransactionId.Xa id) throws IOException, RefusedException {
        try {
            broker.ask(request -> frame(broker.session(), request, id));
        } catch (RefusedException e) {
            if (e.code() == ErrorCode.TRANSACTION_UNKNOWN) {
                nameOthers(broker);
            }
            throw e;
        }
    }

    private void nameOthers(BrokerClient broker) throws IOException, RefusedException {
        List<InDoubtBranch> branches = InDoubtBranches.of(broker);
        err().println("mamba: " + (branches.isEmpty() ? "nothing is in doubt in " : "in doubt in ") + broker
                + (branches.isEmpty() ? "" : ":"));
        branches.stream().limit(NAMED_MAX).forEach(branch -> err().println("  " + branch.id()));
        if (branches.size() > NAMED_MAX) {
            err().println("  and " + (branches.size() - NAMED_MAX) + " more; see mamba tx list");
        }
    }
}
