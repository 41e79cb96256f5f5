// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.user;

import io.mambamq.server.access.UserFile;
import io.mambamq.server.access.Users;
import io.mambamq.server.cli.password.PasswordInput;
import java.io.IOException;
import java.util.Arrays;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mamba user add}: a new user, or a new password for one. */
@Command(
        name = "add",
        description = {
            "Adds a user, or gives one a new password.",
            "The password is asked for on the console, unless an option names another place."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = UserTask.EXIT_CODES,
        exitCodeList = {UserTask.EXIT_DONE, UserTask.EXIT_USAGE, UserTask.EXIT_FILE})
final class UserAddCommand extends UserTask {
    @Parameters(paramLabel = "NAME", description = "The user's name.")
    private String name;

    @ArgGroup
    private PasswordInput passwordInput = new PasswordInput();

    @SuppressWarnings("NullAway.Init") // picocli fills the name in
    UserAddCommand() {}

    @Override
    void run(UserFile file) throws IOException {
        Users before = orNone(file.read());
        char[] password = new char[0];
        try {
            password = passwordInput.readNew(name);
            file.write(before.with(name, password));
        } catch (IllegalArgumentException e) {
            throw mistake(String.valueOf(e.getMessage()));
        } finally {
            Arrays.fill(password, '\0');
        }
        out().println(
                        before.names().contains(name)
                                ? "the user " + name + " has a new password in " + file
                                : "the user " + name + " is in " + file);
    }
}
