// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.user;

import io.mambamq.server.access.UserFile;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code mamba user list}. */
@Command(
        name = "list",
        description = "Prints the names of the users, one on each line, in alphabetical order.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = UserTask.EXIT_CODES,
        exitCodeList = {UserTask.EXIT_DONE, UserTask.EXIT_USAGE, UserTask.EXIT_FILE})
final class UserListCommand extends UserTask {
    /** Called by picocli. */
    UserListCommand() {}

    @Override
    void run(UserFile file) throws IOException {
        orNone(file.read()).names().forEach(out()::println);
    }
}
