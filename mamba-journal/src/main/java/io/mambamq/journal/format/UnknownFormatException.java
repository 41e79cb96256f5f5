// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.format;

/** Intact data of a format this version cannot read. */
public final class UnknownFormatException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnknownFormatException(String message) {
        super(message);
    }

    static void checkMajor(int major, int minor) throws UnknownFormatException {
        if (major != JournalFormat.VERSION_MAJOR) {
            throw new UnknownFormatException("written in journal format " + major + "." + minor
                    + ", this version reads format " + JournalFormat.VERSION_MAJOR + ".x");
        }
    }
}
