// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.tx;

import io.mambamq.protocol.frame.TransactionList;
import io.mambamq.protocol.frame.TransactionListed;
import io.mambamq.protocol.transaction.InDoubtBranch;
import io.mambamq.server.cli.remote.BrokerClient;
import io.mambamq.server.cli.remote.RefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a broker has in doubt. */
final class InDoubtBranches {
    private InDoubtBranches() {}

    /** In the order in which they began to be logged. */
    static List<InDoubtBranch> of(BrokerClient broker) throws IOException, RefusedException {
        List<InDoubtBranch> branches = new ArrayList<>();
        broker.ask(request -> new TransactionList(broker.session(), request), answer -> {
            if (answer instanceof TransactionListed listed) {
                branches.add(listed.branch());
            }
        });
        return branches;
    }
}
