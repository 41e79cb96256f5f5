// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.write;

/** A segment file of full size that holds nothing the journal needs. */
public record FreeSegment(int slot) {

    private static final String PREFIX = "wal-";
    private static final String SUFFIX = ".mj";

    /** The file of a slot. */
    public static String fileName(int slot) {
        return "%s%06d%s".formatted(PREFIX, slot, SUFFIX);
    }

    /** The slot of a segment file, or -1 where the name is not one's. */
    public static int slotOf(String fileName) {
        if (!fileName.startsWith(PREFIX) || !fileName.endsWith(SUFFIX)) {
            return -1;
        }
        String digits = fileName.substring(PREFIX.length(), fileName.length() - SUFFIX.length());
        boolean number =
                !digits.isEmpty() && digits.length() < 10 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Integer.parseInt(digits) : -1;
    }

    public String fileName() {
        return fileName(slot);
    }
}
