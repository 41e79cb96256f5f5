// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.artemis.journal;

import io.mambamq.bench.journal.load.JournalUnderLoad;
import org.apache.activemq.artemis.core.journal.IOCompletion;

/** What the broker's operation context is to the journal, with nothing to wait for but the one record. */
record Outcome(Runnable durable) implements IOCompletion {
    @Override
    public void storeLineUp() {
        // Nothing else is to be confirmed with it.
    }

    @Override
    public void done() {
        durable.run();
    }

    @Override
    public void onError(int code, String message) {
        JournalUnderLoad.abort(new IllegalStateException(code + " " + message));
    }
}
