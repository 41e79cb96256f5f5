// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.body;

import io.mambamq.journal.ReadCompletion;
import java.util.concurrent.Executor;

/** Where bodies are read back from: the journal. */
@FunctionalInterface
public interface BodySource {
    /**
     * Starts to read the record at the position.
     *
     * @param stream the id of the message's queue
     * @return false if too many reads are pending; the completion is then not called
     */
    boolean tryRead(int stream, long position, Executor executor, ReadCompletion completion);
}
