// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.sim;

import java.io.IOException;

/** When the disk misbehaves. Counts go down with each operation; what is not set never happens. */
public final class SimFaults {

    private static final long NEVER = Long.MAX_VALUE;

    private long operationsUntilCrash = NEVER;
    private long operationsUntilError = NEVER;
    private long writesUntilError = NEVER;
    private long syncsUntilError = NEVER;
    private long capacityBytes = NEVER;
    private boolean shortWrites;
    private Runnable duringSync = () -> {};
    private Runnable duringDirectWrite = () -> {};
    private boolean crashed;
    private int errors;

    SimFaults() {}

    /** The machine stops at the n-th write, sync or directory operation from now, 1 being the next. */
    public SimFaults crashAtOperation(long n) {
        operationsUntilCrash = n;
        return this;
    }

    /** The n-th write, sync or directory operation from now fails once with an I/O error; the next ones report success. */
    public SimFaults failOperationAt(long n) {
        operationsUntilError = n;
        return this;
    }

    /** The n-th write from now fails with an I/O error, and every later one. */
    public SimFaults failWriteAt(long n) {
        writesUntilError = n;
        return this;
    }

    /** The n-th sync from now fails once; the next ones report success, as file systems do. */
    public SimFaults failSyncAt(long n) {
        syncsUntilError = n;
        return this;
    }

    /** Files together take no more than this. */
    public SimFaults capacityBytes(long bytes) {
        capacityBytes = bytes;
        return this;
    }

    /** Writes take only a part of what they are given, now and then. */
    public SimFaults shortWrites(boolean on) {
        shortWrites = on;
        return this;
    }

    /** What happens while a sync runs: time passes, somebody looks. */
    public SimFaults duringSync(Runnable event) {
        duringSync = event;
        return this;
    }

    /** What happens while a direct write runs. */
    public SimFaults duringDirectWrite(Runnable event) {
        duringDirectWrite = event;
        return this;
    }

    /** Errors reported so far. */
    public int errors() {
        return errors;
    }

    public boolean isCrashed() {
        return crashed;
    }

    boolean shortWrites() {
        return shortWrites;
    }

    void syncing() {
        duringSync.run();
    }

    void writingDirectly() {
        duringDirectWrite.run();
    }

    long capacityBytes() {
        return capacityBytes;
    }

    void reset() {
        operationsUntilCrash = NEVER;
        operationsUntilError = NEVER;
        writesUntilError = NEVER;
        syncsUntilError = NEVER;
        capacityBytes = NEVER;
        shortWrites = false;
        duringSync = () -> {};
        duringDirectWrite = () -> {};
        crashed = false;
        errors = 0;
    }

    /** Whether the machine stops at this operation; the caller carries out what part of it still happens. */
    boolean crashesNow() {
        checkAlive();
        operationsUntilCrash = operationsUntilCrash == NEVER ? NEVER : operationsUntilCrash - 1;
        crashed = operationsUntilCrash == 0;
        return crashed;
    }

    void checkAlive() {
        if (crashed) {
            throw new SimCrash();
        }
    }

    boolean failsWrite() {
        writesUntilError = writesUntilError == NEVER ? NEVER : Math.max(0, writesUntilError - 1);
        return failsOperation() || writesUntilError == 0;
    }

    boolean failsSync() {
        syncsUntilError = syncsUntilError == NEVER ? NEVER : syncsUntilError - 1;
        return failsOperation() || syncsUntilError == 0;
    }

    /** To be asked once for each operation, here or by the two above. */
    boolean failsOperation() {
        operationsUntilError = operationsUntilError == NEVER ? NEVER : operationsUntilError - 1;
        return operationsUntilError == 0;
    }

    IOException inputOutputError() {
        errors++;
        return new IOException("Input/output error");
    }
}
