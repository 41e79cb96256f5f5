// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.user;

import io.mambamq.server.AccessSettings;
import io.mambamq.server.access.UserFile;
import io.mambamq.server.access.Users;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all subcommands have in common: the file, and how failures end. */
abstract class UserTask implements Callable<Integer> {
    static final String EXIT_CODES = "%nExit codes:%n";
    static final String EXIT_DONE = "0:done";
    static final String EXIT_USAGE = "2:the command line is wrong; nothing was changed";
    static final String EXIT_FILE = "4:the file of users cannot be read or written, or is none";

    private static final int DONE = 0;
    private static final int FILE_UNUSABLE = 4;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "mamba-data",
            description = "The broker's data directory, as given to mamba server. Default: ${DEFAULT-VALUE}")
    private Path data;

    @Option(
            names = "--users",
            paramLabel = "FILE",
            description = "The file of users, if mamba server was given one. Default: " + AccessSettings.USERS_FILE
                    + " in the data directory")
    private @Nullable Path users;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills options and spec in
    UserTask() {}

    abstract void run(UserFile file) throws IOException;

    @Override
    public final Integer call() {
        Path path = AccessSettings.DEFAULT.withUsersFile(users).usersFileIn(data);
        try {
            run(new UserFile(path));
            return DONE;
        } catch (IOException e) {
            // The JDK's own messages are often nothing but the file's name.
            err().println("mamba: " + (e.getClass() == IOException.class ? e.getMessage() : e.toString()));
            return FILE_UNUSABLE;
        }
    }

    static Users orNone(@Nullable Users users) {
        return users == null ? Users.NONE : users;
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    final ParameterException mistake(String text) {
        return new ParameterException(spec.commandLine(), text);
    }
}
