// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.boot;

import io.mambamq.core.MachineConfig;
import io.mambamq.core.PartitionMachine;
import io.mambamq.core.command.CommandFormatException;
import io.mambamq.journal.Journal;
import io.mambamq.journal.JournalConfig;
import io.mambamq.journal.JournalException;
import io.mambamq.journal.ReclaimConfig;
import io.mambamq.server.JournalSettings;
import io.mambamq.server.ServerConfig;
import io.mambamq.server.ServerStartException;
import io.mambamq.server.ServerStartException.Reason;
import io.mambamq.server.agent.Partition;
import io.mambamq.server.body.BodyStore;
import io.mambamq.server.data.DataDirectory;
import io.mambamq.server.log.LocalCommandLog;
import io.mambamq.server.log.LogRelay;
import io.mambamq.server.log.StateReplay;
import io.mambamq.server.rebuild.JournalSwap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Executor;

/**
 * The data directory, locked, and the partition that was replayed from it.
 *
 * @param commandsReplayed how many commands there were
 */
record Storage(Path directory, UUID brokerId, Journal journal, Partition partition, long commandsReplayed) {
    /**
     * Locks the directory, reads everything in it, and is ready for more.
     *
     * @param loop the partition's thread
     * @throws ServerStartException if something is in the way; nothing is locked then
     */
    static Storage open(ServerConfig config, Executor loop) throws ServerStartException {
        LogRelay relay = new LogRelay();
        PartitionMachine machine = new PartitionMachine(machineConfig(config), relay);
        StateReplay replay = new StateReplay(machine);
        DataDirectory directory = openDirectory(config.dataDirectory());
        Journal journal = openJournal(config, directory, replay);
        try {
            LocalCommandLog log = new LocalCommandLog(journal, loop);
            relay.connect(log);
            BodyStore bodies = new BodyStore(config.cacheBytesMax(), journal::tryRead, loop);
            return new Storage(
                    directory.path(),
                    brokerId(directory),
                    journal,
                    new Partition(machine, log, bodies),
                    replay.commandCount());
        } catch (ServerStartException | RuntimeException | Error e) {
            journal.close();
            throw e;
        }
    }

    private static MachineConfig machineConfig(ServerConfig config) {
        return MachineConfig.DEFAULT
                .withAutoCreate(config.destinations().autoCreate())
                .withRedelivery(config.redelivery());
    }

    private static DataDirectory openDirectory(Path path) throws ServerStartException {
        try {
            DataDirectory directory = DataDirectory.open(path);
            if (new JournalSwap(directory.journal()).isInterrupted()) {
                throw new IOException(
                        "a repair of " + path + " was interrupted when it was all but done; finish it with"
                                + " mamba data repair --accept-data-loss");
            }
            return directory;
        } catch (IOException e) {
            throw new ServerStartException(Reason.DATA_DIRECTORY_UNUSABLE, e.getMessage(), e);
        }
    }

    private static UUID brokerId(DataDirectory directory) throws ServerStartException {
        try {
            return directory.brokerId();
        } catch (IOException e) {
            throw new ServerStartException(Reason.DATA_DIRECTORY_UNUSABLE, e.getMessage(), e);
        }
    }

    private static Journal openJournal(ServerConfig config, DataDirectory directory, StateReplay replay)
            throws ServerStartException {
        JournalConfig journalConfig = journalConfig(config, directory.journal());
        try {
            return Journal.open(journalConfig, replay);
        } catch (JournalException e) {
            String what = e.kind() == JournalException.Kind.CORRUPT
                    ? e.getMessage() + "; " + damageAdvice(directory)
                    : e.getMessage();
            throw new ServerStartException(reasonOf(e), what, e);
        } catch (CommandFormatException e) {
            throw new ServerStartException(
                    Reason.JOURNAL_DAMAGED,
                    "the journal in " + directory.journal() + " has " + e.getMessage() + "; " + damageAdvice(directory),
                    e);
        }
    }

    private static JournalConfig journalConfig(ServerConfig config, Path directory) {
        JournalSettings settings = config.journal();
        return JournalConfig.builder(directory)
                .io(config.io())
                .segmentBytes(settings.segmentBytes())
                .recordBytesMax(config.recordBytesMax())
                .batchBytesMax(config.batchBytesMax())
                .reclaim(ReclaimConfig.logBytesMax(settings.bytesMax()).withPageBytesMax(settings.pageBytesMax()))
                .backEnd(settings.backEnd())
                .syncIntervalMs(settings.syncIntervalMs())
                .syncBatchSize(settings.syncBatchSize())
                .syncFailureMs(settings.syncFailureMs())
                .build();
    }

    private static String damageAdvice(DataDirectory directory) {
        return "mamba data verify --data " + directory.path()
                + " tells all that is damaged, and mamba data repair what can be saved";
    }

    private static Reason reasonOf(JournalException failure) {
        return switch (failure.kind()) {
            case LOCKED -> Reason.DATA_DIRECTORY_LOCKED;
            case CORRUPT, INCOMPATIBLE -> Reason.JOURNAL_DAMAGED;
            case DISK_FULL, IO, UNSUPPORTED, NO_SUCH_RECORD, CLOSED -> Reason.DATA_DIRECTORY_UNUSABLE;
        };
    }
}
