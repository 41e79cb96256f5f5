// SPDX-License-Identifier: Apache-2.0

package io.mambamq.it.xa;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * A point of the two-phase commit at which the database's branch can stop for ever. Test and server are two processes and
 * talk through a directory: the test writes the file {@code at-POINT}, the branch that stops there writes {@code halted}.
 */
public enum HaltPoint {
    /** The database has prepared, nobody has decided: the transaction rolls back. */
    AFTER_PREPARE,
    /** All have prepared and the decision is in the container's log: the transaction commits. */
    BEFORE_COMMIT;

    /** From now on, the first branch that comes here stops. The others go on: they would take the server's threads with them. */
    public void arm(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(request(directory), "");
    }

    /** From the next start on, nobody stops here. */
    public void disarm(Path directory) throws IOException {
        Files.deleteIfExists(request(directory));
    }

    /** Whether a branch has stopped. */
    public static boolean halted(Path directory) {
        return Files.exists(halt(directory));
    }

    void pass(Path directory) {
        if (Files.exists(request(directory))) {
            stopIfFirst(directory);
        }
    }

    private static void stopIfFirst(Path directory) {
        try {
            Files.createFile(halt(directory));
            new CountDownLatch(1).await();
        } catch (FileAlreadyExistsException e) {
            // Another branch stopped here first.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Path request(Path directory) {
        return directory.resolve("at-" + this);
    }

    private static Path halt(Path directory) {
        return directory.resolve("halted");
    }
}
