// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserFileTest {
    private static final int FEW = 1_000;

    @TempDir
    Path directory;

    private Path path() {
        return directory.resolve("below").resolve("users.properties");
    }

    @Test
    void whereThereIsNoFileThereAreNoUsers() throws Exception {
        assertNull(new UserFile(path()).read());
        assertNull(new UserFile(path()).version());
    }

    @Test
    void usersComeBackWithTheirPasswords() throws Exception {
        UserFile file = new UserFile(path());
        file.write(Users.NONE
                .with("a=pbkdf2-sha256:b", "one".toCharArray(), FEW)
                .with("Jürgen von Tür", "two".toCharArray(), FEW));

        Users users = file.read();

        assertNotNull(users);
        assertEquals(Set.of("Jürgen von Tür", "a=pbkdf2-sha256:b"), users.names());
        assertTrue(users.find("a=pbkdf2-sha256:b").matches("one".toCharArray()));
        assertTrue(users.find("Jürgen von Tür").matches("two".toCharArray()));
    }

    @Test
    void aFileWithoutUsersIsNotTheSameAsNone() throws Exception {
        UserFile file = new UserFile(path());
        file.write(Users.NONE);

        assertEquals(Set.of(), file.read().names());
    }

    @Test
    void everyWriteIsSeenAsAnotherVersion() throws Exception {
        UserFile file = new UserFile(path());
        file.write(Users.NONE);
        UserFile.Version first = file.version();
        file.write(Users.NONE.with("a", "one".toCharArray(), FEW));

        assertNotEquals(first, file.version());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void onlyTheOwnerCanReadIt() throws Exception {
        new UserFile(path()).write(Users.NONE);

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path())));
        assertFalse(Files.exists(path().resolveSibling("users.properties.new")));
    }

    @Test
    void whatIsWrongWithALineIsSaidWithoutRepeatingIt() throws Exception {
        Files.createDirectories(path().getParent());
        Files.write(path(), List.of("# a comment", "", "alice=canary"));

        IOException failure = assertThrows(IOException.class, () -> new UserFile(path()).read());

        assertTrue(failure.getMessage().contains(path() + ", line 3: "), failure.getMessage());
        assertFalse(failure.getMessage().contains("canary"), failure.getMessage());
    }

    @Test
    void aFileThatIsTooLongIsNotRead() throws Exception {
        Files.createDirectories(path().getParent());
        try (RandomAccessFile sparse = new RandomAccessFile(path().toFile(), "rw")) {
            sparse.setLength(UserFile.BYTES_MAX + 1L);
        }

        IOException failure = assertThrows(IOException.class, () -> new UserFile(path()).read());

        assertTrue(failure.getMessage().contains("4194305 bytes"), failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " a", "a ", "#a", "a\nb", "a\u0000"})
    void namesThatTheFileCouldNotKeepAreRefused(String name) {
        assertThrows(IllegalArgumentException.class, () -> Users.NONE.with(name, "one".toCharArray(), FEW));
    }

    @Test
    void passwordsHaveALength() {
        assertThrows(IllegalArgumentException.class, () -> Users.NONE.with("a", new char[0], FEW));
        assertThrows(IllegalArgumentException.class, () -> Users.NONE.with("a", new char[1_001], FEW));
    }
}
