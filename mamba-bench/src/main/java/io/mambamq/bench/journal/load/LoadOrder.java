// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.journal.load;

import java.nio.file.Path;
import java.util.List;

/**
 * What a child is to do, as its arguments carry it.
 *
 * @param adapter class that implements {@link JournalUnderLoad}, with a constructor that takes {@code options}
 * @param options how the journal is configured; the adapter says what they mean
 * @param files free files of {@link JournalUnderLoad#FILE_BYTES} before the measurement
 * @param window records on their way per appender; 1 for appenders that wait for each
 * @param records how many to fill a journal with, where it is to be loaded
 */
public record LoadOrder(
        Task task,
        String adapter,
        String options,
        Path directory,
        int files,
        int appenders,
        int window,
        int bodyBytes,
        int warmUpMs,
        int measuredMs,
        int records) {

    /** What is measured. */
    public enum Task {
        /** Appending. */
        APPEND,
        /** Nothing: makes the journal that LOAD opens. */
        FILL,
        /** Opening a journal with records in it. */
        LOAD,
        /** The disk alone, without any journal. */
        DISK
    }

    static LoadOrder parse(String[] arguments) {
        return new LoadOrder(
                Task.valueOf(arguments[0]),
                arguments[1],
                arguments[2],
                Path.of(arguments[3]),
                Integer.parseInt(arguments[4]),
                Integer.parseInt(arguments[5]),
                Integer.parseInt(arguments[6]),
                Integer.parseInt(arguments[7]),
                Integer.parseInt(arguments[8]),
                Integer.parseInt(arguments[9]),
                Integer.parseInt(arguments[10]));
    }

    /** What {@link #parse} reads. */
    public List<String> arguments() {
        return List.of(
                task.name(),
                adapter,
                options,
                directory.toString(),
                Integer.toString(files),
                Integer.toString(appenders),
                Integer.toString(window),
                Integer.toString(bodyBytes),
                Integer.toString(warmUpMs),
                Integer.toString(measuredMs),
                Integer.toString(records));
    }
}
