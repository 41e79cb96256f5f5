// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

/** Takes the names of records whose bodies are still needed. */
@FunctionalInterface
public interface LiveRecords {
    void live(int stream, long position);
}
