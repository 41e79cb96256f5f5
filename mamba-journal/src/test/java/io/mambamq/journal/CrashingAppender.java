// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A process that appends until it is killed: numbered records of changing size from one thread, several appends
 * outstanding. What is confirmed it counts in a file, which survives the kill as the page cache does.
 */
final class CrashingAppender {

    static final String OPENED = "opened";
    static final String CONFIRMED_FILE = "confirmed";

    private static final int OUTSTANDING_MAX = 32;
    private static final int RECORD_BYTES_MAX = 20_000;

    private CrashingAppender() {}

    static JournalConfig config(Path directory) {
        return JournalConfig.builder(directory)
                .segmentBytes(512 << 10)
                .stagingBytes(16 << 10)
                .appendsPendingMax(OUTSTANDING_MAX)
                .build();
    }

    /** The body of record {@code number}. */
    static byte[] body(long number) {
        byte[] body = new byte[8 + (int) (number * 7919 % RECORD_BYTES_MAX)];
        ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).putLong(0, number);
        for (int i = 8; i < body.length; i++) {
            body[i] = (byte) (number + i);
        }
        return body;
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        long[] next = {0};
        ExecutorService completions = Executors.newSingleThreadExecutor();
        Journal journal =
                Journal.open(config(directory), (position, userType, stream, body) -> next[0] = body.getLong() + 1);
        FileChannel confirmed = FileChannel.open(
                directory.resolve(CONFIRMED_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        System.out.println(OPENED);
        while (true) {
            long number = next[0]++;
            byte[] body = body(number);
            RecordBatch batch = journal.newBatch();
            batch.add(1, 1, body, 0, body.length);
            journal.append(batch, completions, new Confirm(confirmed, number));
        }
    }

    /** Notes the highest confirmed number. */
    private record Confirm(FileChannel file, long number) implements Completion {

        @Override
        public void durable(RecordBatch batch) {
            try {
                file.write(ByteBuffer.allocate(Long.BYTES).putLong(0, number + 1), 0);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void failed(RecordBatch batch, JournalException cause) {
            throw new IllegalStateException(cause);
        }
    }
}
