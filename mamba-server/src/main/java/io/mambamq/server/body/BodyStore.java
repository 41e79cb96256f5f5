// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.body;

import io.mambamq.core.command.Command;
import io.mambamq.core.command.CommandCodec;
import io.mambamq.core.command.CommandFormatException;
import io.mambamq.core.command.MessageCommand;
import io.mambamq.journal.JournalException;
import io.mambamq.journal.ReadCompletion;
import io.mambamq.protocol.message.EncodedMessage;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the message of a position: in the cache, or in the journal. Reads are answered in the order in which they were
 * asked for, so that whoever keeps messages in order rarely holds one back. Confined to the partition's thread.
 */
public final class BodyStore {
    private static final int READS_IN_FLIGHT_MAX = 64;

    private record Read(int stream, long position, BodyReceiver receiver) {}

    private final BodyCache cache;
    private final BodySource source;
    private final Executor loop;
    private Consumer<Throwable> defects = defect -> {};
    private final ReadCompletion completion = new Completion();
    private final ArrayDeque<Read> waiting = new ArrayDeque<>();
    private final ArrayDeque<Read> inFlight = new ArrayDeque<>();

    public BodyStore(long cacheBytesMax, BodySource source, Executor loop) {
        this.cache = new BodyCache(cacheBytesMax);
        this.source = source;
        this.loop = loop;
    }

    /** Who is told, on the partition's thread, that a receiver failed. */
    public void listen(Consumer<Throwable> value) {
        defects = value;
    }

    /** The command committed at the position: remembers its message, if it has one. */
    public void add(long position, Command command) {
        if (command instanceof MessageCommand carrying) {
            cache.put(position, carrying.message());
        }
    }

    /** Null if it is not in the cache. */
    public @Nullable EncodedMessage cached(long position) {
        return cache.get(position);
    }

    /** Nobody will ask for it any more. */
    public void release(long position) {
        cache.remove(position);
    }

    /** Reads it back; the receiver is called later. */
    public void read(int stream, long position, BodyReceiver receiver) {
        waiting.addLast(new Read(stream, position, receiver));
        startReads();
    }

    private void startReads() {
        for (Read next = waiting.peekFirst();
                next != null && inFlight.size() < READS_IN_FLIGHT_MAX;
                next = waiting.peekFirst()) {
            inFlight.addLast(next);
            if (!source.tryRead(next.stream, next.position, loop, completion)) {
                // Reads in flight continue with it when they come back; the limit here is below the journal's.
                inFlight.removeLast();
                return;
            }
            waiting.removeFirst();
        }
    }

    private void landed(long position, Consumer<BodyReceiver> answer) {
        try {
            Read read = inFlight.pollFirst();
            if (read == null || read.position != position) {
                throw new IllegalStateException("position " + position + " was read where " + read + " was expected");
            }
            startReads();
            answer.accept(read.receiver);
        } catch (RuntimeException | Error defect) {
            defects.accept(defect);
        }
    }

    private final class Completion implements ReadCompletion {
        @Override
        public void body(long position, byte[] body) {
            landed(position, receiver -> {
                try {
                    receiver.body(CommandCodec.decodeMessage(body, 0, body.length));
                } catch (CommandFormatException e) {
                    receiver.unreadable(position, e);
                }
            });
        }

        @Override
        public void failed(long position, JournalException cause) {
            landed(position, receiver -> receiver.unreadable(position, cause));
        }
    }
}
