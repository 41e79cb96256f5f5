// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.data;

import io.mambamq.journal.JournalException;
import io.mambamq.journal.file.FileIoLayer;
import io.mambamq.journal.inspect.JournalInspection;
import io.mambamq.server.cli.output.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the subcommands share: options, opening the journal, and how to fail. */
abstract class DataTask implements Callable<Integer> {
    static final String EXIT_CODES = "%nExit codes:%n";
    static final String EXIT_CLEAN = "0:nothing is wrong";
    static final String EXIT_UNFINISHED =
            "1:an unfinished write: a torn tail, or one of two copies damaged; a server opens the directory";
    static final String EXIT_USAGE = "2:the command line is wrong";
    static final String EXIT_DAMAGED = "3:something is damaged that was confirmed, or may have been";
    static final String EXIT_NOT_READABLE =
            "4:the directory is in use by a broker, cannot be read, holds no journal, or one of another version";

    @Mixin
    private DataOptions options;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills options and spec in
    DataTask() {}

    @Override
    public final Integer call() {
        try {
            return run();
        } catch (JournalException e) {
            err().println("mamba: " + e.getMessage());
        } catch (IOException e) {
            err().println("mamba: cannot read " + options.data() + ": " + e.getMessage());
        } finally {
            out().flush();
            err().flush();
        }
        return DataExit.NOT_READABLE;
    }

    /** Does it and returns the exit code. */
    abstract int run() throws IOException;

    DataOptions options() {
        return options;
    }

    CommandSpec spec() {
        return spec;
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    JsonWriter json() {
        return new JsonWriter(out());
    }

    Progress progress() {
        return new Progress(err(), options.progress());
    }

    /** Locks the journal and reads its headers. */
    JournalInspection open() throws IOException {
        return open(options.journal());
    }

    static JournalInspection open(Path journal) throws IOException {
        if (!Files.isDirectory(journal)) {
            throw new JournalException(
                    JournalException.Kind.INCOMPATIBLE,
                    "there is no journal in " + journal.toAbsolutePath() + "; name a broker's directory with --data");
        }
        return JournalInspection.open(FileIoLayer::open, journal);
    }
}
