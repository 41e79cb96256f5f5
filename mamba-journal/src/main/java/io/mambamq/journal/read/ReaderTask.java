// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.read;

import io.mambamq.journal.ReadCompletion;
import io.mambamq.journal.page.PageCatalog;
import java.util.concurrent.Executor;

/** What the reader thread is asked for, in order. */
public sealed interface ReaderTask {

    /** One record. */
    record Read(int stream, long position, Executor executor, ReadCompletion completion) implements ReaderTask {}

    /**
     * The log begins later from now on; what was before is in page files.
     *
     * @param done run on the reader thread when everything asked for earlier has been read
     */
    record Advance(PageCatalog pages, long oldestPosition, Runnable done) implements ReaderTask {}
}
