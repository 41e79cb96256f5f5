// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import io.mambamq.journal.sim.SimDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A whole journal directory in one text file, for ever: a line {@code NAME@offset hex} for each sector that is not zero, and
 * for the first and the last of each file.
 */
final class GoldenFiles {

    private static final int SECTOR_BYTES = 512;

    private GoldenFiles() {}

    static Path path(String name) {
        return Path.of("src/test/resources/io/mambamq/journal/" + name + ".txt");
    }

    /**
     * The files' contents by name.
     *
     * @param segmentBytes size of a segment file, where its last sector is not told
     */
    static Map<String, byte[]> read(String name, int segmentBytes) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (String line : Files.readAllLines(path(name))) {
            int at = line.indexOf('@');
            int space = line.indexOf(' ');
            String file = line.substring(0, at);
            int offset = Integer.parseInt(line.substring(at + 1, space));
            byte[] sector = HexFormat.of().parseHex(line.substring(space + 1));
            byte[] content = files.getOrDefault(file, new byte[file.startsWith("wal-") ? segmentBytes : 0]);
            byte[] grown = Arrays.copyOf(content, Math.max(content.length, offset + sector.length));
            System.arraycopy(sector, 0, grown, offset, sector.length);
            files.put(file, grown);
        }
        return files;
    }

    static void write(String name, SimDisk disk) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String file : disk.fileNames()) {
            byte[] content = disk.content(file);
            for (int offset = 0; offset < content.length; offset += SECTOR_BYTES) {
                int end = Math.min(offset + SECTOR_BYTES, content.length);
                if (offset == 0 || end == content.length || !isZero(content, offset, end)) {
                    lines.add(file + '@' + offset + ' ' + HexFormat.of().formatHex(content, offset, end));
                }
            }
        }
        Files.write(path(name), lines);
    }

    static boolean isZero(byte[] content, int offset, int end) {
        return Arrays.equals(content, offset, end, new byte[end - offset], 0, end - offset);
    }
}
