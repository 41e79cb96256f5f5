// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.tx;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mamba tx}: the command that holds those for transactions in doubt. */
@Command(
        name = "tx",
        description = {
            "Lists XA branches that are in doubt in a running broker, and decides over them by hand.",
            "A prepared branch waits for its transaction manager; decide only when that does not come back."
        },
        mixinStandardHelpOptions = true,
        subcommands = {TxListCommand.class, TxCommitCommand.class, TxRollbackCommand.class, TxForgetCommand.class})
public final class TxCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Called by picocli. */
    @SuppressWarnings("NullAway.Init") // picocli fills the spec in
    public TxCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do, for instance: mamba tx list");
    }
}
