// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.data;

import io.mambamq.journal.inspect.JournalInspection;
import java.io.IOException;
import picocli.CommandLine.Command;

/** {@code mamba data stats}: how the log was written, from what is left of it. */
@Command(
        name = "stats",
        description = {
            "Says how the log was written: records per batch and per sync, padding, bytes by stream.",
            "Only what the log still holds counts; an idle seal is a batch without records."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = DataTask.EXIT_CODES,
        exitCodeList = {DataTask.EXIT_CLEAN, DataTask.EXIT_USAGE, DataTask.EXIT_NOT_READABLE})
final class StatsCommand extends DataTask {

    @Override
    int run() throws IOException {
        try (JournalInspection inspection = open()) {
            StatsReport report = new StatsReport(progress());
            inspection.walkLog(report);
            inspection.walkPageFiles(report);
            report.finish();
            if (options().json()) {
                report.write(json());
            } else {
                report.print(out());
            }
            return DataExit.CLEAN;
        }
    }
}
