// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.password;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a password comes from: the console unless an option says otherwise, never an argument. */
public final class PasswordInput {
    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Take the password from the first line of this file.")
    private @Nullable Path file;

    @Option(names = "--password-stdin", description = "Take the password from the first line of standard input.")
    private boolean standardInput;

    @Option(
            names = "--password-env",
            paramLabel = "VARIABLE",
            description = "Take the password from this environment variable.")
    private @Nullable String variable;

    private static final int LINE_CHARS_MAX = 10_000;

    /** Called by picocli. */
    public PasswordInput() {}

    /**
     * Reads a user's password.
     *
     * @throws IllegalArgumentException if there is none; says why
     * @throws IOException if the file or standard input cannot be read
     */
    public char[] read(String user) throws IOException {
        return isElsewhere() ? fromElsewhere() : ask("Password for " + user + ": ");
    }

    /** Reads a new password, which a console asks for twice; otherwise as {@link #read}. */
    public char[] readNew(String user) throws IOException {
        if (isElsewhere()) {
            return fromElsewhere();
        }
        char[] password = ask("Password for " + user + ": ");
        char[] again = ask("Once more: ");
        if (!Arrays.equals(password, again)) {
            throw new IllegalArgumentException("the two passwords differ");
        }
        Arrays.fill(again, '\0');
        return password;
    }

    private boolean isElsewhere() {
        return file != null || variable != null || standardInput;
    }

    private char[] fromElsewhere() throws IOException {
        if (variable != null) {
            return fromEnvironment(variable);
        }
        if (file == null) {
            return firstLine(new InputStreamReader(System.in, StandardCharsets.UTF_8), "on standard input");
        }
        try (Reader reader = Files.newBufferedReader(file)) {
            return firstLine(reader, "in " + file);
        }
    }

    private static char[] fromEnvironment(String variable) {
        String password = System.getenv(variable);
        if (password == null) {
            throw new IllegalArgumentException("the environment variable " + variable + " is not set");
        }
        return password.toCharArray();
    }

    @SuppressWarnings("SystemConsoleNull") // since Java 22 reading from it fails instead
    private static char[] ask(String prompt) {
        Console console = System.console();
        if (console == null) {
            throw new IllegalArgumentException(
                    "there is no console to ask for the password; use --password-file or --password-stdin");
        }
        char[] password = console.readPassword("%s", prompt);
        if (password == null) {
            throw new IllegalArgumentException("no password was typed");
        }
        return password;
    }

    private static char[] firstLine(Reader source, String where) throws IOException {
        BufferedReader reader = new BufferedReader(source);
        StringBuilder line = new StringBuilder();
        for (int c = reader.read(); c >= 0 && c != '\n' && line.length() < LINE_CHARS_MAX; c = reader.read()) {
            line.append((char) c);
        }
        int length = line.length();
        if (length > 0 && line.charAt(length - 1) == '\r') {
            line.setLength(length - 1);
        }
        if (line.length() == 0) {
            throw new IllegalArgumentException("there is no password " + where);
        }
        char[] password = new char[line.length()];
        line.getChars(0, password.length, password, 0);
        return password;
    }
}
