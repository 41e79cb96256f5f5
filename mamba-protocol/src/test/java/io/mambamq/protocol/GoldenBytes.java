// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Bytes that were agreed on once: a checked-in file with a line {@code NAME hex} each. A difference means that old clients,
 * servers or journals would misunderstand; if that is wanted and versioned, {@code -Dgolden.write=true} writes the file anew,
 * for review as a diff.
 */
public final class GoldenBytes {
    private GoldenBytes() {}

    public static void assertMatches(String resource, Map<String, byte[]> actual) throws IOException {
        List<String> lines = new ArrayList<>();
        actual.forEach((name, bytes) -> lines.add(name + ' ' + HexFormat.of().formatHex(bytes)));
        Path file = Path.of("src/test/resources/io/mambamq/protocol").resolve(resource);
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(file.getParent());
            Files.write(file, lines);
            fail("wrote " + file + "; look at the difference, and run again without golden.write");
        }
        assertEquals(String.join("\n", Files.readAllLines(file)), String.join("\n", lines));
    }
}
