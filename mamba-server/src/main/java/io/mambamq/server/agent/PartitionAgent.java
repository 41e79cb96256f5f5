// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.agent;

import io.mambamq.core.PartitionMachine;
import io.mambamq.core.command.Command;
import io.mambamq.core.effect.Examine;
import io.mambamq.journal.JournalException;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.frame.Connect;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.server.ServerLog;
import io.mambamq.server.body.BodyStore;
import io.mambamq.server.connection.Admission;
import io.mambamq.server.connection.Connection;
import io.mambamq.server.connection.ConnectionOwner;
import io.mambamq.server.connection.ConnectionState;
import io.mambamq.server.connection.HoldReason;
import io.mambamq.server.connection.Transport;
import io.mambamq.server.connection.Welcome;
import io.mambamq.server.log.Checkpointer;
import io.mambamq.server.log.LogListener;
import io.mambamq.server.log.PartitionLog;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Owns a partition: its machine, its log and its clients' connections. Everything here runs on the partition's thread.
 *
 * <p>A duty cycle: the loop reads whatever sockets have, each frame is an input of the machine, which decides and
 * proposes; then {@link #endCycle} hands the proposals to the log, carries out the effects, and lets each connection that
 * was written to flush once. When the log has committed a batch, the machine applies it, and the cycle ends the same way.
 *
 * <pre>
 *   STARTING -> RUNNING -> CLOSING -> CLOSING_CONNECTIONS -> QUIET
 *       |          |          |                |
 *       +----------+----------+----------------+--> FAILED
 * </pre>
 */
public final class PartitionAgent implements ConnectionOwner, LogListener {
    private enum State {
        STARTING,
        RUNNING,
        /** Clients are not read any more; what was proposed commits. */
        CLOSING,
        /** Clients were told to go; what their going proposed commits. */
        CLOSING_CONNECTIONS,
        QUIET,
        FAILED
    }

    /** How often deadlines, heartbeats and delayed messages are looked at. */
    private static final long TICK_MS = 100;

    /** How long what nobody waits for stays for company: acknowledgements that ask for no answer. */
    private static final long LINGER_MS = 2;

    /** Between being proposed and being committed; above it clients are not read, below the low mark they are again. */
    private static final long LOG_BACKLOG_HIGH_BYTES = 32L << 20;

    private static final long LOG_BACKLOG_LOW_BYTES = 16L << 20;

    private final AgentLoop loop;
    private final LongSupplier clockMs;
    private final PartitionMachine machine;
    private final PartitionLog log;
    private final BodyStore bodies;
    private final Checkpointer checkpointer;
    private final Admission admission;
    private final AgentListener listener;

    private final SessionTable sessions = new SessionTable();
    private final EffectInterpreter effects;
    private final Clients clients;
    private final Set<Connection> connections = new LinkedHashSet<>();
    private final List<Connection> written = new ArrayList<>();
    private final Runnable cycleEnd = this::endScheduledCycle;
    private boolean cycleEndScheduled;
    private boolean lingerScheduled;
    private boolean backlogHeld;
    private State state = State.STARTING;

    /**
     * Makes an agent that does nothing before {@link #start}.
     *
     * @param clockMs milliseconds since 1970
     */
    public PartitionAgent(
            AgentLoop loop, LongSupplier clockMs, Partition partition, Admission admission, AgentListener listener) {
        this.loop = loop;
        this.clockMs = clockMs;
        this.machine = partition.machine();
        this.log = partition.log();
        this.bodies = partition.bodies();
        this.checkpointer = new Checkpointer(machine, log, this::failed);
        this.admission = admission;
        this.listener = listener;
        this.clients = new Clients(this, machine, sessions);
        this.effects = new EffectInterpreter(
                sessions,
                bodies,
                new Examinations(bodies, loop, this::examined),
                new DeadLetterReads(bodies, loop, this::deadLetterRead));
    }

    /**
     * The log is replayed; from now on it gets proposals. {@link AgentListener#onReady} follows.
     *
     * @param destinations exist from now on, those that did not before among them
     */
    public void start(List<DestinationName> destinations) {
        log.listen(this);
        bodies.listen(this::failed);
        loop.every(TICK_MS, () -> guarded(this::tick));
        guarded(() -> {
            machine.start(clockMs.getAsLong());
            destinations.forEach(machine::declare);
            hurry();
            endCycle();
        });
    }

    /** A new connection by this transport; null if there is no place for it. */
    public @Nullable Connection accept(Transport transport) {
        if (state != State.RUNNING) {
            return null;
        }
        if (isFull()) {
            ServerLog.LOG.tooManyConnections(transport.peer(), admission.connectionsMax());
            return null;
        }
        Connection connection = new Connection(transport, this, admission);
        connections.add(connection);
        if (backlogHeld) {
            connection.hold(HoldReason.LOG_BACKLOG, true);
        }
        return connection;
    }

    /** Detached connections leave a place to strangers: it may be one of their clients that comes back. */
    private boolean isFull() {
        return connections.size() >= admission.connectionsMax()
                && connections.stream().filter(PartitionAgent::hasTransport).count() >= admission.connectionsMax();
    }

    private static boolean hasTransport(Connection connection) {
        return connection.state() != ConnectionState.DETACHED;
    }

    /**
     * Ends in order: clients are not read any more, what was proposed commits and is confirmed, clients are told to go.
     * {@link AgentListener#onQuiet} follows, unless the log fails or waits for space.
     */
    public void shutDown() {
        if (state == State.STARTING || state == State.RUNNING) {
            state = State.CLOSING;
            connections.forEach(connection -> connection.hold(HoldReason.CLOSING, true));
            hurry();
            scheduleCycleEnd();
        }
    }

    // ---- the duty cycle

    /** An input comes: the machine learns the time, and the cycle will end when the loop has handed over what it has. */
    void beginInput() {
        if (!cycleEndScheduled) {
            machine.tick(clockMs.getAsLong());
            scheduleCycleEnd();
        }
    }

    /** Somebody waits for what the input proposed, or for something before it. */
    void hurry() {
        log.hurry();
    }

    private void scheduleCycleEnd() {
        if (!cycleEndScheduled) {
            cycleEndScheduled = true;
            loop.execute(cycleEnd);
        }
    }

    private void endScheduledCycle() {
        cycleEndScheduled = false;
        guarded(this::endCycle);
    }

    private void endCycle() {
        if (state == State.FAILED) {
            flushWritten();
            return;
        }
        log.handOver();
        machine.drainEffects(effects);
        effects.writeConfirmations();
        // Carrying out effects can be an input: a client that broke the rules was thrown out.
        log.handOver();
        flushWritten();
        holdByBacklog();
        linger();
        goOnClosing();
    }

    private void linger() {
        if (log.isLingering() && !lingerScheduled) {
            lingerScheduled = true;
            loop.after(LINGER_MS, () -> guarded(this::endLinger));
        }
    }

    private void endLinger() {
        lingerScheduled = false;
        hurry();
        endCycle();
    }

    private void flushWritten() {
        // By index: flushing may find the peer gone, whose end is written to nobody but may touch the list.
        for (int i = 0; i < written.size(); i++) {
            written.get(i).flush();
        }
        written.clear();
    }

    private void holdByBacklog() {
        long backlogBytes = log.outstandingBytes();
        boolean hold = backlogHeld ? backlogBytes > LOG_BACKLOG_LOW_BYTES : backlogBytes > LOG_BACKLOG_HIGH_BYTES;
        if (hold != backlogHeld) {
            backlogHeld = hold;
            connections.forEach(connection -> connection.hold(HoldReason.LOG_BACKLOG, hold));
        }
    }

    private void tick() {
        if (state == State.FAILED || state == State.QUIET) {
            return;
        }
        log.onTick();
        if (state == State.FAILED) {
            return;
        }
        checkpointer.onTick();
        beginInput();
        long nowMs = clockMs.getAsLong();
        // A copy: a connection whose time is up leaves the set.
        List.copyOf(connections).forEach(connection -> connection.onTick(nowMs));
    }

    private void goOnClosing() {
        if (state == State.CLOSING && log.isIdle()) {
            state = State.CLOSING_CONNECTIONS;
            closeConnections(ErrorCode.SHUTTING_DOWN, "the server is shutting down");
        }
        if (state == State.CLOSING_CONNECTIONS && log.isIdle() && connections.isEmpty()) {
            state = State.QUIET;
            listener.onQuiet();
        }
    }

    private void closeConnections(ErrorCode code, String text) {
        List.copyOf(connections).forEach(connection -> connection.close(code, text));
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error defect) {
            failed(defect);
        }
    }

    private void examined(Examine asked, List<@Nullable EncodedMessage> messages) {
        if (isRunning()) {
            guarded(() -> {
                beginInput();
                machine.examined(asked.session(), asked.consumer(), asked.examination(), messages);
            });
        }
    }

    private void deadLetterRead(long number, @Nullable EncodedMessage message) {
        if (isRunning()) {
            guarded(() -> {
                beginInput();
                machine.deadLetterRead(number, message);
            });
        }
    }

    // ---- from the log

    @Override
    public void onCommit(long position, Command command) {
        bodies.add(position, command);
        machine.onCommit(position, command);
        checkpointer.applied(position);
    }

    @Override
    public void onBatchEnd() {
        if (state == State.STARTING) {
            state = State.RUNNING;
            listener.onReady();
        }
        endCycle();
    }

    @Override
    public void onSpace(boolean available) {
        machine.logHasSpace(available);
    }

    @Override
    public void onLogFailed(JournalException cause) {
        ServerLog.LOG.journalFailed(cause.getMessage());
        fail(cause, ErrorCode.LOG_FAILED, "the server's journal failed");
    }

    @Override
    public void onDefect(Throwable defect) {
        failed(defect);
    }

    // ---- from the connections

    @Override
    public Welcome connected(Connection connection, Connect connect) {
        return clients.letIn(connection, connect);
    }

    @Override
    public @Nullable Connection earlier(Connect connect) {
        return clients.earlier(connect);
    }

    @Override
    public void written(Connection connection) {
        written.add(connection);
        scheduleCycleEnd();
    }

    @Override
    public void ended(Connection connection) {
        connections.remove(connection);
        if (state != State.RUNNING) {
            scheduleCycleEnd();
        }
    }

    @Override
    public void failed(Throwable defect) {
        if (state != State.FAILED) {
            ServerLog.LOG.defect(defect);
            fail(defect, ErrorCode.INTERNAL_ERROR, "the server was stopped by a defect");
        }
    }

    /**
     * There is a place for one more client; a stranger may have got in without.
     *
     * @throws ProtocolException if there is none
     */
    void requirePlace() {
        if (connections.size() > admission.connectionsMax()) {
            throw new ProtocolException(
                    ErrorCode.RESOURCE_LIMIT, admission.connectionsMax() + " connections are there already");
        }
    }

    /** Whether the machine may still be used. */
    boolean isRunning() {
        return state != State.FAILED && state != State.QUIET;
    }

    private void fail(Throwable cause, ErrorCode code, String text) {
        if (state != State.FAILED) {
            state = State.FAILED;
            closeConnections(code, text);
            flushWritten();
            listener.onFailure(cause);
        }
    }
}
