// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.write;

/** A segment file of full size that holds nothing the journal needs. */
public record FreeSegment(int slot) {

    private static final String PREFIX = "wal-";
    private static final String SUFFIX = ".mj";
    private static final int DIGITS_MIN = 6;
    private static final int DIGITS_MAX = 9;

    /** The file of a slot. */
    public static String fileName(int slot) {
        String digits = Integer.toString(slot);
        return PREFIX + "0".repeat(Math.max(0, DIGITS_MIN - digits.length())) + digits + SUFFIX;
    }

    /** The slot of a segment file, or -1 where the name is not one's. */
    public static int slotOf(String fileName) {
        if (!fileName.startsWith(PREFIX) || !fileName.endsWith(SUFFIX)) {
            return -1;
        }
        String digits = fileName.substring(PREFIX.length(), fileName.length() - SUFFIX.length());
        return isNumber(digits) ? Integer.parseInt(digits) : -1;
    }

    private static boolean isNumber(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return false;
            }
        }
        return !digits.isEmpty() && digits.length() <= DIGITS_MAX;
    }

    public String fileName() {
        return fileName(slot);
    }
}
