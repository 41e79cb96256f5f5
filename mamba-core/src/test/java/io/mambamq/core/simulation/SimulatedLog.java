// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.simulation;

import io.mambamq.core.command.Command;
import io.mambamq.core.command.CommandCodec;
import io.mambamq.core.log.CommandLog;
import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.message.EncodedMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A log in memory that keeps bytes, so that whatever is applied went through the codec. It commits when told to, and a
 * crash loses any suffix of what was proposed and not committed.
 */
public final class SimulatedLog implements CommandLog {
    private static final class Entry {
        final long position;
        final byte[] bytes;

        Entry(long position, byte[] bytes) {
            this.position = position;
            this.bytes = bytes;
        }

        Command command() {
            return CommandCodec.decode(bytes, 0, bytes.length);
        }
    }

    private static final class Proposal {
        final Command command;
        final byte[] bytes;

        Proposal(Command command, byte[] bytes) {
            this.command = command;
            this.bytes = bytes;
        }
    }

    private final ArrayDeque<Proposal> proposed = new ArrayDeque<>();
    private final List<Entry> committed = new ArrayList<>();
    private final Map<Long, Entry> byPosition = new HashMap<>();

    @Override
    public void propose(Command command) {
        ArraySink sink = new ArraySink(64);
        CommandCodec.encode(command, sink);
        proposed.addLast(new Proposal(command, sink.toByteArray()));
    }

    public int outstanding() {
        return proposed.size();
    }

    /** What was proposed and has not committed, oldest first. */
    public List<Command> outstandingCommands() {
        return proposed.stream().map(proposal -> proposal.command).toList();
    }

    /** The oldest proposal becomes durable; then the listener hears of it. */
    public void commitNext(BiConsumer<Long, Command> listener) {
        Entry entry = keepOldest();
        listener.accept(entry.position, entry.command());
    }

    /** The process dies; a prefix of what was under way had reached the disk, of which nobody was told. */
    public void crash(int keptUntold, BiConsumer<Long, Command> untold) {
        for (int i = 0; i < keptUntold; i++) {
            Entry entry = keepOldest();
            untold.accept(entry.position, entry.command());
        }
        proposed.clear();
    }

    public void replay(BiConsumer<Long, Command> target) {
        replay(0, target);
    }

    /** Without the first commands. */
    public void replay(int skipped, BiConsumer<Long, Command> target) {
        committed.subList(skipped, committed.size()).forEach(entry -> target.accept(entry.position, entry.command()));
    }

    public int committedCount() {
        return committed.size();
    }

    /** Reads a body back by position. */
    public EncodedMessage messageAt(long position) {
        Entry entry = byPosition.get(position);
        if (entry == null) {
            throw new AssertionError("no command committed at position " + position);
        }
        return CommandCodec.decodeMessage(entry.bytes, 0, entry.bytes.length);
    }

    private Entry keepOldest() {
        byte[] bytes = proposed.removeFirst().bytes;
        long position = committed.isEmpty() ? 16 : committed.get(committed.size() - 1).position + bytes.length;
        Entry entry = new Entry(position, bytes);
        committed.add(entry);
        byPosition.put(position, entry);
        return entry;
    }
}
