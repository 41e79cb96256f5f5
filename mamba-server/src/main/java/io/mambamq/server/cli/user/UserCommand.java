// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.user;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mamba user}: the command that holds those for the users. */
@Command(
        name = "user",
        description = {
            "Adds, removes and lists the users who may connect to a broker.",
            "A broker that runs notices: who is added can connect at once; connections that are open stay."
        },
        mixinStandardHelpOptions = true,
        subcommands = {UserAddCommand.class, UserRemoveCommand.class, UserListCommand.class})
public final class UserCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Called by picocli. */
    @SuppressWarnings("NullAway.Init") // picocli fills the spec in
    public UserCommand() {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do, for instance: mamba user add --data mamba-data alice");
    }
}
