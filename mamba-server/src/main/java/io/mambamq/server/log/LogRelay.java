// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.log;

import io.mambamq.core.command.Command;
import io.mambamq.core.log.CommandLog;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Stands for the log of a machine that is still being replayed from it: a log is only opened by its replay. */
public final class LogRelay implements CommandLog {
    private @Nullable CommandLog log;

    public LogRelay() {}

    /** The replay is over; proposals go there. */
    public void connect(CommandLog value) {
        log = value;
    }

    @Override
    public void propose(Command command) {
        Objects.requireNonNull(log, "a machine proposed before its replay was over")
                .propose(command);
    }
}
