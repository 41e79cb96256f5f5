// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What a process was told by its journal, in a file beside it, which survives a kill as the page cache does.
 */
final class OwnerProgress implements AutoCloseable {

    /**
     * The account.
     *
     * @param confirmed how many records of the history were confirmed
     * @param checkpointed how many the newest checkpoint in force includes
     * @param checkpoints how many came into force
     */
    record Account(int confirmed, int checkpointed, int checkpoints) {}

    private static final int BYTES = 3 * Integer.BYTES;

    private final FileChannel file;
    private Account account;

    private OwnerProgress(FileChannel file, Account account) {
        this.file = file;
        this.account = account;
    }

    static OwnerProgress open(Path directory) throws IOException {
        FileChannel file = FileChannel.open(
                directory.resolve("progress"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        file.read(bytes, 0);
        bytes.clear();
        return new OwnerProgress(file, new Account(bytes.getInt(), bytes.getInt(), bytes.getInt()));
    }

    static Account read(Path directory) throws IOException {
        try (OwnerProgress progress = open(directory)) {
            return progress.account;
        }
    }

    Account account() {
        return account;
    }

    void confirmed(int count) {
        write(new Account(count, account.checkpointed(), account.checkpoints()));
    }

    void checkpointed(int count) {
        write(new Account(account.confirmed(), count, account.checkpoints() + 1));
    }

    private void write(Account next) {
        account = next;
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .putInt(next.confirmed())
                .putInt(next.checkpointed())
                .putInt(next.checkpoints());
        try {
            file.write(bytes.flip(), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
