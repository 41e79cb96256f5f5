// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.user;

import io.mambamq.server.access.UserFile;
import io.mambamq.server.access.Users;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mamba user remove}. */
@Command(
        name = "remove",
        description = {
            "Removes a user, who cannot connect any more; connections that are open stay.",
            "After the last one, nobody can connect by the rule until-users: the file stays. Delete it to let everybody in."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = UserTask.EXIT_CODES,
        exitCodeList = {UserTask.EXIT_DONE, UserTask.EXIT_USAGE, UserTask.EXIT_FILE})
final class UserRemoveCommand extends UserTask {
    @Parameters(paramLabel = "NAME", description = "The user's name.")
    private String name;

    @SuppressWarnings("NullAway.Init") // picocli fills the name in
    UserRemoveCommand() {}

    @Override
    void run(UserFile file) throws IOException {
        Users before = orNone(file.read());
        if (!before.names().contains(name)) {
            throw mistake("there is no user " + name + " in " + file);
        }
        file.write(before.without(name));
        out().println("the user " + name + " is no longer in " + file);
    }
}
