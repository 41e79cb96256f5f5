// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import java.nio.charset.StandardCharsets;

/** Records that are text. */
final class Texts {

    private Texts() {}

    static void add(RecordBatch batch, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        batch.add(1, 1, body, 0, body.length);
    }

    static RecordBatch batch(SteppedJournal journal, String... texts) {
        RecordBatch batch = journal.newBatch();
        for (String text : texts) {
            add(batch, text);
        }
        return batch;
    }

    /** A text of this length that differs from others with another number. */
    static String sized(int number, int length) {
        return ("" + number + "-").repeat(length).substring(0, length);
    }
}
