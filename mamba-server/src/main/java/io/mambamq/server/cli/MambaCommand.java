// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli;

import io.mambamq.server.cli.data.DataCommand;
import io.mambamq.server.cli.tx.TxCommand;
import io.mambamq.server.cli.user.UserCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mamba}: the command that holds the others. */
@Command(
        name = "mamba",
        description = "A JMS message broker for Jakarta EE.",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        subcommands = {ServerCommand.class, UserCommand.class, TxCommand.class, DataCommand.class})
public final class MambaCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Called by picocli. */
    @SuppressWarnings("NullAway.Init") // picocli fills the spec in
    public MambaCommand() {}

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] arguments) {
        ConsoleLogging.install();
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new MambaCommand()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do, for instance: mamba server --data mamba-data");
    }
}
