// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.user;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a password comes from: the console unless an option says otherwise, never an argument. */
final class PasswordInput {
    @Option(names = "--password-stdin", description = "Take the password from the first line of standard input.")
    private boolean standardInput;

    @Option(
            names = "--password-env",
            paramLabel = "VARIABLE",
            description = "Take the password from this environment variable.")
    private @Nullable String variable;

    private static final int LINE_CHARS_MAX = 10_000;

    /** Called by picocli. */
    PasswordInput() {}

    /**
     * Reads a password.
     *
     * @throws IllegalArgumentException if there is none; says why
     */
    char[] read(String user) throws IOException {
        if (variable != null) {
            return fromEnvironment(variable);
        }
        return standardInput ? fromStandardInput() : fromConsole(user);
    }

    private static char[] fromEnvironment(String variable) {
        String password = System.getenv(variable);
        if (password == null) {
            throw new IllegalArgumentException("the environment variable " + variable + " is not set");
        }
        return password.toCharArray();
    }

    @SuppressWarnings("SystemConsoleNull") // since Java 22 reading from it fails instead
    private static char[] fromConsole(String user) {
        Console console = System.console();
        if (console == null) {
            throw new IllegalArgumentException("there is no console to ask for the password; use --password-stdin");
        }
        char[] password = console.readPassword("Password for %s: ", user);
        char[] again = console.readPassword("Once more: ");
        if (password == null || again == null) {
            throw new IllegalArgumentException("no password was typed");
        }
        if (!Arrays.equals(password, again)) {
            throw new IllegalArgumentException("the two passwords differ");
        }
        Arrays.fill(again, '\0');
        return password;
    }

    private static char[] fromStandardInput() throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        StringBuilder line = new StringBuilder();
        for (int c = reader.read(); c >= 0 && c != '\n' && line.length() < LINE_CHARS_MAX; c = reader.read()) {
            line.append((char) c);
        }
        int length = line.length();
        if (length > 0 && line.charAt(length - 1) == '\r') {
            line.setLength(length - 1);
        }
        if (line.length() == 0) {
            throw new IllegalArgumentException("there is no password on standard input");
        }
        char[] password = new char[line.length()];
        line.getChars(0, password.length, password, 0);
        return password;
    }
}
