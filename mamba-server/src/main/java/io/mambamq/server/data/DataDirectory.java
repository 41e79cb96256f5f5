// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.data;

import io.mambamq.server.AccessSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * The directory in which a broker keeps everything. One broker at a time: opening the journal in it takes the lock, so
 * the rest is touched only after that.
 */
public final class DataDirectory {
    private static final String BROKER_ID_FILE = "broker.id";
    private static final String JOURNAL_DIRECTORY = "journal";

    private final Path path;

    private DataDirectory(Path path) {
        this.path = path;
    }

    /**
     * Creates the directory where there is none and checks that it can be used.
     *
     * @throws IOException if it cannot; the message says what is in the way
     */
    public static DataDirectory open(Path path) throws IOException {
        try {
            Files.createDirectories(path);
        } catch (FileAlreadyExistsException e) {
            throw new IOException("the data directory " + path + " is not a directory: " + e.getFile(), e);
        } catch (AccessDeniedException e) {
            throw new IOException("no permission to create the data directory " + path, e);
        }
        if (!Files.isReadable(path) || !Files.isWritable(path) || !Files.isExecutable(path)) {
            throw new IOException("no permission to read and write the data directory " + path);
        }
        return new DataDirectory(path.toRealPath());
    }

    public Path path() {
        return path;
    }

    public Path journal() {
        return journalIn(path);
    }

    /** Where the journal is in a data directory, also in one that cannot be used. */
    public static Path journalIn(Path path) {
        return path.resolve(JOURNAL_DIRECTORY);
    }

    /**
     * The broker's id, made at the first start. With the directory's lock held.
     *
     * @throws IOException if it cannot be read or written, or is not an id
     */
    public UUID brokerId() throws IOException {
        Path file = path.resolve(BROKER_ID_FILE);
        try {
            return UUID.fromString(
                    Files.readString(file, StandardCharsets.US_ASCII).strip());
        } catch (NoSuchFileException e) {
            return createBrokerId(file);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    file + " does not hold a broker id; restore it from a backup, or delete it if no"
                            + " distributed transaction is in doubt: a new id is then made",
                    e);
        }
    }

    private UUID createBrokerId(Path file) throws IOException {
        UUID id = UUID.randomUUID();
        // Under another name first: after a crash there is the whole file or none.
        Path unfinished = path.resolve(BROKER_ID_FILE + ".new");
        Files.writeString(
                unfinished,
                id + "\n",
                StandardCharsets.US_ASCII,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.SYNC);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        return id;
    }

    /** Gives a new data directory the id of an old one, if that has one. */
    public static void copyBrokerId(Path from, Path to) throws IOException {
        Path file = from.resolve(BROKER_ID_FILE);
        if (Files.exists(file)) {
            Files.copy(file, to.resolve(BROKER_ID_FILE));
        }
    }

    /** Gives a new data directory the users of an old one, if it keeps them: without, it would let everybody in. */
    public static void copyUsers(Path from, Path to) throws IOException {
        Path file = from.resolve(AccessSettings.USERS_FILE);
        if (Files.exists(file)) {
            Files.copy(file, to.resolve(AccessSettings.USERS_FILE), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }
}
