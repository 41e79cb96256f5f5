// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench;

import io.mambamq.server.ByteSize;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Options of a command line, each with a value. */
public record Arguments(Map<String, String> values) {

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException where one has no value or is not among the known
     */
    public static Arguments parse(String[] arguments, List<String> known) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!known.contains(arguments[i])) {
                throw new IllegalArgumentException("no option " + arguments[i]);
            }
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException("no value for " + arguments[i]);
            }
            values.put(arguments[i], arguments[i + 1]);
        }
        return new Arguments(values);
    }

    public double number(String name, double otherwise) {
        String value = values.get(name);
        return value == null ? otherwise : Double.parseDouble(value);
    }

    public long count(String name, long otherwise) {
        String value = values.get(name);
        return value == null ? otherwise : Long.parseLong(value.replace("_", ""));
    }

    /** A number of bytes, such as 1024 or 256M. */
    public long bytes(String name, long otherwise) {
        String value = values.get(name);
        return value == null ? otherwise : ByteSize.parse(value);
    }

    public Optional<Path> path(String name) {
        return Optional.ofNullable(values.get(name)).map(Path::of).map(Path::toAbsolutePath);
    }
}
