// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.server;

import io.mambamq.server.cli.MambaCommand;
import io.mambamq.testkit.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A broker as a process of its own, on a free port. */
public final class StandaloneBroker implements AutoCloseable {
    private static final Duration START_TIME_MAX = Duration.ofMinutes(1);
    private static final Pattern URL = Pattern.compile("is ready on (mamba://[^,\\s]+)");

    private final ChildJvm process;
    private final String url;

    private StandaloneBroker(ChildJvm process, String url) {
        this.process = process;
        this.url = url;
    }

    public static StandaloneBroker start(Path data) throws IOException, InterruptedException {
        var process = ChildJvm.start(
                List.of("-Xmx256m"),
                MambaCommand.class.getName(),
                List.of("server", "--data", data.toString(), "--port", "0"),
                "is ready on");
        process.awaitLine(START_TIME_MAX);
        Matcher ready = URL.matcher(String.join("\n", process.output()));
        if (!ready.find()) {
            throw new IllegalStateException("No URL in " + process.output());
        }
        return new StandaloneBroker(process, ready.group(1));
    }

    public String url() {
        return url;
    }

    @Override
    public void close() {
        process.close();
    }
}
