// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli;

import io.mambamq.server.cli.output.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** A command line that was run in this process. */
public record MambaLine(int exitCode, String out, String err) {

    /** Runs {@code mamba data <command> --data <directory> <options>}. */
    public static MambaLine data(Path directory, String command, String... options) {
        List<String> arguments = new ArrayList<>(List.of("data", command, "--data", directory.toString()));
        arguments.addAll(List.of(options));
        return run(arguments);
    }

    public static MambaLine run(List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = new CommandLine(new MambaCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
        return new MambaLine(exitCode, out.toString(), err.toString());
    }

    public Map<String, Object> json() {
        return Json.object(Json.parse(out));
    }

    public List<Map<String, Object>> list(String name) {
        return Json.list(json().get(name)).stream().map(Json::object).toList();
    }
}
