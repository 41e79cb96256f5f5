// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.data;

import io.mambamq.journal.inspect.JournalInspection;
import io.mambamq.server.cli.output.JsonWriter;
import io.mambamq.server.rebuild.BrokerRebuild;
import io.mambamq.server.rebuild.JournalSwap;
import io.mambamq.server.rebuild.NewJournal;
import io.mambamq.server.rebuild.RebuildReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mamba data repair}: makes a damaged directory usable again, without what is lost. */
@Command(
        name = "repair",
        description = "Makes a directory that a server refuses usable again. Without --accept-data-loss it only "
                + "says what would be lost. With it, a new journal is built from all that can be read and takes "
                + "the place of the old one, which is kept as journal.damaged-TIME beside it.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = DataTask.EXIT_CODES,
        exitCodeList = {
            "0:repaired, or nothing was damaged",
            DataTask.EXIT_USAGE,
            "3:damaged, and nothing was changed: --accept-data-loss was not given",
            DataTask.EXIT_NOT_READABLE
        })
final class RepairCommand extends DataTask {

    @Option(
            names = "--accept-data-loss",
            description = "What cannot be read is given up; look at what is listed without this option first.")
    private boolean acceptDataLoss;

    @Override
    int run() throws IOException {
        JournalSwap swap = new JournalSwap(options().journal());
        if (swap.isInterrupted()) {
            return finishInterrupted(swap);
        }
        try (JournalInspection inspection = open()) {
            BrokerRebuild rebuild = BrokerRebuild.read(inspection);
            RebuildReport plan = rebuild.writeTo(command -> {});
            if (plan.hasForeign()) {
                err().println("mamba: some files are of another version or journal; use the version that wrote them");
                return DataExit.NOT_READABLE;
            }
            if (!plan.hasDamage()) {
                tell(plan, null, "nothing is damaged: there is nothing to repair");
                return DataExit.CLEAN;
            }
            if (!acceptDataLoss) {
                tell(plan, null, "nothing was changed. With --accept-data-loss what is listed above is given up");
                return DataExit.DAMAGED;
            }
            RebuildReport done =
                    NewJournal.fill(swap.prepare(), inspection.root().superblock(), rebuild);
            Path kept = swap.swap(Instant.now());
            tell(done, kept, "repaired; the damaged journal is kept in " + kept);
            return DataExit.CLEAN;
        }
    }

    private int finishInterrupted(JournalSwap swap) throws IOException {
        if (!acceptDataLoss) {
            err().println(
                            "mamba: a repair was interrupted when it was all but done; give --accept-data-loss to finish it");
            return DataExit.DAMAGED;
        }
        swap.finishInterrupted();
        err().println("mamba: finished the repair that was interrupted");
        return DataExit.CLEAN;
    }

    private void tell(RebuildReport report, @Nullable Path kept, String outcome) {
        if (options().json()) {
            JsonWriter json = json().beginObject()
                    .field("repaired", kept != null)
                    .field("damagedJournal", kept == null ? null : kept.toString());
            RebuildText.write(report, json);
            json.end();
        } else {
            RebuildText.print(report, out());
            out().println();
            out().println(outcome);
        }
    }
}
