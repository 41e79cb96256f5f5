// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.page;

import io.mambamq.journal.format.PageFileHeader;
import io.mambamq.journal.format.PageRun;
import java.util.List;

/**
 * What is kept in memory of a page file: its header and its runs, nothing per record.
 *
 * @param sizeBytes of the whole file
 */
public record PageFile(PageFileHeader header, List<PageRun> runs, long sizeBytes) {

    private static final String PREFIX = "page-";
    private static final String SUFFIX = ".mp";

    public PageFile {
        runs = List.copyOf(runs);
    }

    /** The file of this number. */
    public static String name(long number) {
        return "%s%010d%s".formatted(PREFIX, number, SUFFIX);
    }

    /** Whether a file of this name is a page file. */
    public static boolean isName(String name) {
        return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
    }

    public String name() {
        return name(header.number());
    }

    public long number() {
        return header.number();
    }
}
