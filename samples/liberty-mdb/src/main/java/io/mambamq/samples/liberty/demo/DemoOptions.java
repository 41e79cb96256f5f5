// SPDX-License-Identifier: Apache-2.0

package io.mambamq.samples.liberty.demo;

import java.nio.file.Path;

/**
 * What the command line asks for.
 *
 * @param messages how many orders to send
 * @param json end with one line of JSON instead of the account
 * @param keep leave the server's directory behind
 * @param terminal someone watches: progress may rewrite its line
 * @param liberty where Open Liberty is installed
 * @param server the server directory to run a copy of
 */
record DemoOptions(int messages, boolean json, boolean keep, boolean terminal, Path liberty, Path server) {

    /** @throws IllegalArgumentException if an argument is unknown or not a number */
    static DemoOptions parse(String[] arguments) {
        int messages = 1000;
        boolean json = false;
        boolean keep = false;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--json" -> json = true;
                case "--keep" -> keep = true;
                case "--messages" -> messages = number(++i < arguments.length ? arguments[i] : "");
                default -> throw new IllegalArgumentException("demo: unknown argument " + arguments[i]);
            }
        }
        return new DemoOptions(
                messages,
                json,
                keep,
                Boolean.getBoolean("demo.terminal"),
                Path.of(System.getProperty("demo.liberty")),
                Path.of(System.getProperty("demo.server")));
    }

    private static int number(String text) {
        if (!text.matches("[1-9][0-9]{0,5}|1000000")) {
            throw new IllegalArgumentException("demo: --messages needs a number from 1 to 1000000, not '" + text + "'");
        }
        return Integer.parseInt(text);
    }
}
