// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.agent;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs one agent on one thread of its own. The thread parks only when the agent is idle, and {@link #wakeUp} pays for
 * an unpark only when it is parked: waking a thread costs more than everything else an append does. No spinning.
 */
public final class AgentThread implements Runnable {

    private static final VarHandle PARKED;

    static {
        try {
            PARKED = MethodHandles.lookup().findVarHandle(AgentThread.class, "parked", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Agent agent;
    private final Thread thread;

    @SuppressWarnings("unused") // through PARKED
    private volatile boolean parked;

    private volatile boolean closing;

    public AgentThread(String name, Agent agent) {
        this.agent = agent;
        this.thread = new Thread(this, name);
        this.thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** From any thread, after handing the agent something to do. */
    public void wakeUp() {
        // Orders the hand-over before the look at the flag; park() has the two the other way round.
        VarHandle.fullFence();
        if (parked && PARKED.compareAndSet(this, true, false)) {
            LockSupport.unpark(thread);
        }
    }

    /** Lets the agent finish and waits for the end of its thread; an interrupt is kept for the caller. */
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        while (!closing) {
            if (agent.doWork() == 0) {
                park();
            }
        }
        agent.onClose();
    }

    private void park() {
        PARKED.setVolatile(this, true);
        if (agent.hasWork() || closing) {
            PARKED.setVolatile(this, false);
            return;
        }
        long idleNs = agent.idleNs();
        if (idleNs > 0) {
            LockSupport.parkNanos(this, idleNs);
        } else {
            LockSupport.park(this);
        }
        PARKED.setVolatile(this, false);
        if (idleNs > 0 && !agent.hasWork() && !closing) {
            agent.onIdle();
        }
    }
}
