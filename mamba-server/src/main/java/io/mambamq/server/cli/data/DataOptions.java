// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.data;

import io.mambamq.server.data.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What all subcommands take. */
final class DataOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "mamba-data",
            description = "The broker's data directory, as given to mamba server. Default: ${DEFAULT-VALUE}")
    private Path data;

    @Option(names = "--json", description = "For scripts: one JSON document, or one per line, instead of text.")
    private boolean json;

    @Option(names = "--progress", description = "Tell on standard error how far it is, also where that is no terminal.")
    private boolean progress;

    @SuppressWarnings("NullAway.Init") // picocli fills the options in
    DataOptions() {}

    Path data() {
        return data;
    }

    Path journal() {
        return DataDirectory.journalIn(data);
    }

    boolean json() {
        return json;
    }

    boolean progress() {
        return progress || isErrorATerminal();
    }

    /** Linux tells; elsewhere it is not asked. */
    private static boolean isErrorATerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
