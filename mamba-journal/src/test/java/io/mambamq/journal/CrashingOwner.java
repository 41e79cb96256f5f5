// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process that verifies what its predecessor left in a journal, and then appends the {@link NumberedHistory} and takes
 * checkpoints in a small log until it is killed. The main thread appends; all else is the owner's thread.
 */
final class CrashingOwner implements CheckpointListener {

    /** Printed before the journal is opened. */
    static final String OPENING = "opening";

    /** Printed when what came back was verified. */
    static final String VERIFIED = "verified";

    private static final int RECORDS_PER_APPEND_MAX = 4;
    private static final int TICK_MS = 1;

    private final Journal journal;
    private final OwnerProgress progress;
    private final Random random = new Random();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final Executor owner = task -> thread.execute(guarded(task));

    // of the owner's thread
    private final OwnerState state;
    private final ArrayDeque<byte[]> pieces = new ArrayDeque<>();
    private int taking;
    private @Nullable Checkpoint checkpoint;

    private CrashingOwner(RecoveredOwner recovered, OwnerProgress progress) {
        this.journal = recovered.journal();
        this.state = recovered.state();
        this.progress = progress;
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        System.out.println(OPENING);
        RecoveredOwner recovered = RecoveredOwner.open(directory);
        System.out.println(VERIFIED);
        new CrashingOwner(recovered, OwnerProgress.open(directory)).run(recovered.recordCount());
    }

    private void run(int first) throws InterruptedException {
        thread.scheduleWithFixedDelay(guarded(this::tick), TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
        int next = first;
        while (true) {
            RecordBatch batch = journal.newBatch();
            for (int i = random.nextInt(RECORDS_PER_APPEND_MAX); i >= 0; i--) {
                NumberedHistory.add(batch, next++);
            }
            journal.append(batch, owner, new Confirm(next));
        }
    }

    private void tick() {
        if (checkpoint == null && state.lastNumber() >= 0 && journal.isCheckpointDue()) {
            taking = state.lastNumber() + 1;
            pieces.addAll(state.encode(random));
            Checkpoint begun = journal.beginCheckpoint(state.lastPosition(), owner, this);
            checkpoint = begun;
            state.live(begun::live);
            onRoom();
        }
    }

    @Override
    public void onRoom() {
        Checkpoint open = checkpoint;
        while (open != null && !pieces.isEmpty() && open.hasRoom()) {
            open.write(pieces.removeFirst());
            if (pieces.isEmpty()) {
                open.commit();
            }
        }
    }

    @Override
    public void onCommitted() {
        checkpoint = null;
        progress.checkpointed(taking);
    }

    @Override
    public void onGivenUp(JournalException cause) {
        throw new IllegalStateException(cause);
    }

    /** Whatever goes wrong has to be seen by whoever started this process. */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (Throwable e) {
                e.printStackTrace();
                Runtime.getRuntime().halt(1);
            }
        };
    }

    /** Applies an append to the state, and notes it as confirmed. */
    private final class Confirm implements Completion {

        private final int count;

        Confirm(int count) {
            this.count = count;
        }

        @Override
        public void durable(RecordBatch batch) {
            // Noted before anything else is done: what is said to be durable must be.
            progress.confirmed(count);
            for (int i = 0; i < batch.count(); i++) {
                NumberedHistory.apply(state, count - batch.count() + i, batch.position(i));
            }
        }

        @Override
        public void failed(RecordBatch batch, JournalException cause) {
            throw new IllegalStateException(cause);
        }
    }
}
