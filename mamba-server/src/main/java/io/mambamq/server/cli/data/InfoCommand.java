// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.data;

import io.mambamq.journal.inspect.CheckpointSummary;
import io.mambamq.journal.inspect.InspectionListener;
import io.mambamq.journal.inspect.JournalInspection;
import io.mambamq.journal.inspect.PageFileSummary;
import io.mambamq.journal.inspect.SegmentSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code mamba data info}: what a directory holds, without reading all of it. */
@Command(
        name = "info",
        description = "Says what the directory holds: format, checkpoints, segments, page files. Reads headers only.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = DataTask.EXIT_CODES,
        exitCodeList = {DataTask.EXIT_CLEAN, DataTask.EXIT_USAGE, DataTask.EXIT_NOT_READABLE})
final class InfoCommand extends DataTask {

    @Override
    int run() throws IOException {
        try (JournalInspection inspection = open()) {
            Survey survey = new Survey();
            inspection.walkCheckpoints(survey);
            inspection.surveyPageFiles(survey);
            inspection.walkNewest(survey);
            InfoReport report = new InfoReport(
                    options().journal(), inspection, survey.checkpoints, survey.pageFiles, survey.newest, ages(survey));
            if (options().json()) {
                report.write(json());
            } else {
                report.print(out());
            }
            return DataExit.CLEAN;
        }
    }

    private List<Duration> ages(Survey survey) throws IOException {
        List<Duration> ages = new ArrayList<>();
        for (CheckpointSummary checkpoint : survey.checkpoints) {
            Path file = options().journal().resolve(checkpoint.file());
            ages.add(Duration.between(Files.getLastModifiedTime(file).toInstant(), Instant.now()));
        }
        return ages;
    }

    private static final class Survey implements InspectionListener {
        private final List<CheckpointSummary> checkpoints = new ArrayList<>();
        private final List<PageFileSummary> pageFiles = new ArrayList<>();
        private final List<SegmentSummary> newest = new ArrayList<>();

        @Override
        public void checkpoint(CheckpointSummary summary) {
            checkpoints.add(summary);
        }

        @Override
        public void pageFile(PageFileSummary summary) {
            pageFiles.add(summary);
        }

        @Override
        public void segment(SegmentSummary summary) {
            newest.add(summary);
        }
    }
}
