// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

/** How the writer brings the log's segments to the disk. Everything else goes through the page cache in any case. */
public enum BackEnd {
    /**
     * The better of the two. Both are measured once, where the journal lies, and the choice is remembered in it. DIRECT
     * is taken where it is clearly faster; where it is impossible, BUFFERED.
     */
    AUTO,
    /** Through the page cache, with a sync behind each group of writes. Works everywhere. */
    BUFFERED,
    /**
     * Past the page cache, each write durable when it returns. Needs a file system that allows it with the journal's
     * block size.
     */
    DIRECT
}
