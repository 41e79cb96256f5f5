// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.data;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mamba data}: the command that holds those for a data directory. */
@Command(
        name = "data",
        description = {
            "Looks into the data directory of a broker that does not run, and repairs it.",
            "Nothing in it is changed, except by repair."
        },
        mixinStandardHelpOptions = true,
        subcommands = {
            InfoCommand.class,
            VerifyCommand.class,
            DumpCommand.class,
            StatsCommand.class,
            ExtractCommand.class,
            RepairCommand.class
        })
public final class DataCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Called by picocli. */
    @SuppressWarnings("NullAway.Init") // picocli fills the spec in
    public DataCommand() {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do, for instance: mamba data info --data mamba-data");
    }
}
