// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.server.cli.MambaCommand;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class UserCommandTest {
    @TempDir
    Path directory;

    private record Line(int exitCode, String out, String err) {}

    private Line run(String input, String command, String... options) {
        List<String> arguments = new ArrayList<>(List.of("user", command, "--data", directory.toString()));
        arguments.addAll(List.of(options));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            int exitCode = new CommandLine(new MambaCommand())
                    .setOut(new PrintWriter(out, true))
                    .setErr(new PrintWriter(err, true))
                    .execute(arguments.toArray(String[]::new));
            return new Line(exitCode, out.toString(), err.toString());
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void usersAreAddedListedAndRemoved() throws Exception {
        assertEquals(0, run("canary\n", "add", "--password-stdin", "bob").exitCode());
        assertEquals(
                0, run("other canary\r\n", "add", "--password-stdin", "alice").exitCode());
        assertEquals(String.format("alice%nbob%n"), run("", "list").out());
        assertTrue(run("new canary", "add", "--password-stdin", "bob").out().contains("a new password"));
        String file = Files.readString(directory.resolve("users.properties"));
        assertFalse(file.contains("canary"), file);

        assertEquals(0, run("", "remove", "bob").exitCode());

        assertEquals(String.format("alice%n"), run("", "list").out());
    }

    @Test
    void anotherFileCanBeNamed() {
        Path users = directory.resolve("elsewhere.txt");

        assertEquals(
                0,
                run("canary\n", "add", "--password-stdin", "--users", users.toString(), "bob")
                        .exitCode());

        assertTrue(Files.exists(users));
        assertEquals("", run("", "list").out());
    }

    @Test
    void aPasswordIsNeverAnArgument() {
        Line line = run("", "add", "bob", "canary");

        assertEquals(2, line.exitCode());
        assertFalse(Files.exists(directory.resolve("users.properties")));
    }

    @Test
    void withoutAPasswordNobodyIsAdded() {
        assertEquals(2, run("", "add", "bob").exitCode());
        assertEquals(2, run("", "add", "--password-stdin", "bob").exitCode());
        assertEquals(2, run("\n", "add", "--password-stdin", "bob").exitCode());
        Line line = run("", "add", "bob", "--password-env", "MAMBA_TEST_NOT_SET");
        assertEquals(2, line.exitCode());
        assertTrue(line.err().contains("MAMBA_TEST_NOT_SET is not set"), line.err());
        assertFalse(Files.exists(directory.resolve("users.properties")));
    }

    @Test
    void whoIsNotThereCannotBeRemoved() {
        Line line = run("", "remove", "bob");

        assertEquals(2, line.exitCode());
        assertTrue(line.err().contains("there is no user bob"), line.err());
    }

    @Test
    void aFileThatIsNoneIsNotTouched() throws Exception {
        Path file = directory.resolve("users.properties");
        Files.writeString(file, "nonsense");

        Line line = run("canary\n", "add", "--password-stdin", "bob");

        assertEquals(4, line.exitCode());
        assertTrue(line.err().contains("line 1"), line.err());
        assertEquals("nonsense", Files.readString(file));
    }
}
