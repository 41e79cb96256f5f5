// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.client;

import io.mambamq.server.agent.AgentLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The partition's thread, played by the test: tasks run when it says so. */
public final class ManualLoop implements AgentLoop {
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final List<Runnable> later = new ArrayList<>();
    private final List<Runnable> periodic = new ArrayList<>();

    @Override
    public void execute(Runnable task) {
        tasks.addLast(task);
    }

    @Override
    public void every(long periodMs, Runnable task) {
        periodic.add(task);
    }

    @Override
    public void after(long delayMs, Runnable task) {
        later.add(task);
    }

    @Override
    public boolean isCurrent() {
        return true;
    }

    /** Runs what there is to do, and what that leads to. */
    public void run() {
        for (Runnable task = tasks.pollFirst(); task != null; task = tasks.pollFirst()) {
            task.run();
        }
    }

    /** Time passes for everybody who waits for it. */
    public void tick() {
        List<Runnable> due = List.copyOf(later);
        later.clear();
        due.forEach(Runnable::run);
        List.copyOf(periodic).forEach(Runnable::run);
        run();
    }
}
