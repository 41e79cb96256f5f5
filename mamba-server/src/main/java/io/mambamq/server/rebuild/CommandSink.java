// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.rebuild;

import io.mambamq.core.command.Command;
import java.io.IOException;

/** Takes the commands of a new log. */
@FunctionalInterface
public interface CommandSink {
    /** The next one; its message may be changed after the call. */
    void add(Command command) throws IOException;
}
