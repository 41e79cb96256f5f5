// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.journal;

import io.mambamq.bench.journal.load.LoadOrder.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * One kind of load.
 *
 * @param window records on their way per appender; 1 for appenders that wait for each
 * @param files files prepared before the measurement: enough for some seconds at the rates seen
 * @param records how many are loaded, where that is measured
 */
record Scenario(String name, Task task, int appenders, int window, int bodyBytes, int files, int records) {
    static final Scenario DISK = new Scenario("disk", Task.DISK, 1, 1, 4096, 16, 0);

    private static final int WINDOW = 1024;
    private static final int LOADED_RECORDS = 1_000_000;
    private static final int LOADED_FILES = 20;

    static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        all.add(DISK);
        all.add(append(1, 100, 12));
        all.add(append(1, 1 << 10, 12));
        all.add(append(1, 64 << 10, 32));
        all.add(append(4, 100, 12));
        all.add(append(4, 1 << 10, 12));
        all.add(append(4, 64 << 10, 48));
        all.add(append(64, 100, 16));
        all.add(append(64, 1 << 10, 24));
        all.add(append(64, 64 << 10, 64));
        all.add(async(100, 48));
        all.add(async(1 << 10, 64));
        all.add(async(64 << 10, 64));
        all.add(new Scenario("load", Task.LOAD, 1, 1, 1 << 10, LOADED_FILES, LOADED_RECORDS));
        return all;
    }

    private static Scenario append(int appenders, int bodyBytes, int files) {
        return new Scenario(appenders + "x" + bodyBytes, Task.APPEND, appenders, 1, bodyBytes, files, 0);
    }

    private static Scenario async(int bodyBytes, int files) {
        return new Scenario("async-" + bodyBytes, Task.APPEND, 1, WINDOW, bodyBytes, files, 0);
    }

    boolean isAppend() {
        return task == Task.APPEND;
    }
}
