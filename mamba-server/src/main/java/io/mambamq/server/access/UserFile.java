// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.access;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The users on the disk, in UTF-8: a line {@code name=hash} for each; lines that begin with # are comments.
 */
public final class UserFile {
    static final int BYTES_MAX = 4 << 20;

    private static final List<String> HEADER = List.of(
            "# The users of a Mamba broker: a name, and what is kept of the password.",
            "# mamba user add, remove and list keep this file; a running broker notices.");

    private final Path path;

    public UserFile(Path path) {
        this.path = path;
    }

    /** The file as it was at one time: another one is not equal to it. */
    record Version(
            Object modified, long sizeBytes, @Nullable Object key) {}

    /** Null if there is no file. */
    @Nullable
    Version version() throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /**
     * The users; null if there is no file.
     *
     * @throws IOException if it cannot be read or is not such a file; names file and line
     */
    public @Nullable Users read() throws IOException {
        try {
            long sizeBytes = Files.size(path);
            if (sizeBytes > BYTES_MAX) {
                throw new IOException(
                        path + " is no file of users: it has " + sizeBytes + " bytes, more than " + BYTES_MAX);
            }
            return parse(Files.readAllLines(path, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return null;
        } catch (CharacterCodingException e) {
            throw new IOException(path + " is no file of users: it is not UTF-8", e);
        }
    }

    private Users parse(List<String> lines) throws IOException {
        SortedMap<String, PasswordHash> hashes = new TreeMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            try {
                parseLine(line, hashes);
            } catch (IllegalArgumentException e) {
                throw new IOException(
                        path + ", line " + (i + 1) + ": " + e.getMessage() + "; mamba user add writes such lines", e);
            }
        }
        return new Users(hashes);
    }

    private static void parseLine(String line, SortedMap<String, PasswordHash> hashes) {
        // Not just the first one: a name may have = itself.
        int equals = line.lastIndexOf('=' + PasswordHash.SCHEME);
        if (equals < 0) {
            throw new IllegalArgumentException(
                    "a user is written name=" + PasswordHash.SCHEME + ":iterations:salt:hash");
        }
        String name = line.substring(0, equals);
        Users.requireName(name);
        if (hashes.put(name, PasswordHash.parse(line.substring(equals + 1))) != null) {
            throw new IllegalArgumentException("the user " + name + " stands there twice");
        }
    }

    /**
     * Replaces the file, readable for its owner only. After a crash it is the old or the new one.
     *
     * @throws IOException if it cannot be written
     */
    public void write(Users users) throws IOException {
        List<String> lines = new ArrayList<>(HEADER);
        users.hashes().forEach((name, hash) -> lines.add(name + '=' + hash.format()));
        Path absolute = path.toAbsolutePath();
        Path directory = absolute.getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Path unfinished = absolute.resolveSibling(absolute.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        Files.createFile(unfinished, ownersOnly());
        Files.write(unfinished, lines, StandardCharsets.UTF_8, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        Files.move(unfinished, absolute, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?>[] ownersOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
