// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.pipe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.frame.Connect;
import io.mambamq.server.agent.AgentLoop;
import io.mambamq.server.client.ManualLoop;
import io.mambamq.server.connection.Admission;
import io.mambamq.server.connection.BrokerIdentity;
import io.mambamq.server.connection.Connection;
import io.mambamq.server.connection.ConnectionLimits;
import io.mambamq.server.connection.ConnectionOwner;
import io.mambamq.server.connection.HoldReason;
import io.mambamq.server.connection.Transport;
import io.mambamq.server.connection.Welcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The pipe with the test as the broker's thread. */
@Timeout(30)
class InVmPipeTest {
    private static final int RING_BYTES = 128 << 10;
    private static final int OUTPUT_HIGH_BYTES = 1 << 20;

    private final AgentLoop loop = new ManualLoop();
    private final Owner owner = new Owner();
    private Transport broker;
    private Connection connection;
    private final ByteChannel client = InVmPipe.open(loop, this::accept);

    private Connection accept(Transport transport) {
        broker = transport;
        connection = new Connection(
                transport,
                owner,
                new Admission(
                        new BrokerIdentity(new UUID(1, 2), "test"),
                        ConnectionLimits.DEFAULT,
                        (login, answer) -> answer.accept(null),
                        1));
        return connection;
    }

    @Test
    void theClientReadsWhatTheBrokerFlushed() throws Exception {
        broker.sink().putBytes(new byte[] {1, 2, 3});
        broker.flush();

        assertArrayEquals(new byte[] {1, 2, 3}, read(3));
    }

    @Test
    void whatDoesNotFitWaitsInOrderAndFollowsAsTheClientReads() throws Exception {
        int total = 3 * OUTPUT_HIGH_BYTES;
        byte[] sent = new byte[total];
        for (int i = 0; i < total; i++) {
            sent[i] = (byte) (i * 31 ^ i >>> 9);
        }
        for (int at = 0; at < total; at += 64 << 10) {
            broker.sink().putBytes(sent, at, 64 << 10);
            broker.flush();
        }
        assertFalse(broker.isWritable());

        byte[] received = new byte[total];
        ByteBuffer target = ByteBuffer.wrap(received);
        while (target.hasRemaining()) {
            client.read(target);
            run();
        }

        assertArrayEquals(sent, received);
        assertTrue(broker.isWritable());
    }

    @Test
    void aWriterWaitsForTheBrokerToRead() throws Exception {
        connection.hold(HoldReason.LOG_BACKLOG, true);
        CompletableFuture<Integer> written = CompletableFuture.supplyAsync(() -> {
            try {
                return client.write(ByteBuffer.allocate(RING_BYTES + 1));
            } catch (IOException e) {
                return -1;
            }
        });
        Thread.onSpinWait();
        assertFalse(written.isDone());

        client.close();

        assertEquals(-1, written.join());
    }

    @Test
    void anInterruptDoesNotEndTheConnection() throws Exception {
        CompletableFuture<Integer> read = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            Thread.currentThread().interrupt();
            try {
                int count = client.read(ByteBuffer.allocate(10));
                read.complete(Thread.currentThread().isInterrupted() ? count : -99);
            } catch (IOException e) {
                read.completeExceptionally(e);
            }
        });
        reader.start();
        broker.sink().putByte(7);
        broker.flush();

        assertEquals(1, read.join());
        assertTrue(client.isOpen());
    }

    @Test
    void theEndComesBehindWhatWasWritten() throws Exception {
        broker.sink().putBytes(new byte[RING_BYTES + 10]);
        broker.flush();
        broker.closeOutput();

        int count = 0;
        ByteBuffer target = ByteBuffer.allocate(1_000);
        for (int read = client.read(target); read >= 0; read = client.read(target)) {
            count += read;
            target.clear();
            run();
        }

        assertEquals(RING_BYTES + 10, count);
    }

    @Test
    void closingTheClientsEndIsLosingTheConnection() throws Exception {
        client.close();
        run();

        assertTrue(owner.ended);
        assertThrows(ClosedChannelException.class, () -> client.read(ByteBuffer.allocate(1)));
        assertThrows(ClosedChannelException.class, () -> client.write(ByteBuffer.allocate(1)));
    }

    @Test
    void aClientThatLeavesWithoutReadingLeavesNothingBehind() throws Exception {
        for (int i = 0; i < 3; i++) {
            broker.sink().putBytes(new byte[OUTPUT_HIGH_BYTES]);
            broker.flush();
        }
        assertFalse(broker.isWritable());

        client.close();
        run();

        assertTrue(owner.ended);
    }

    private byte[] read(int count) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(count);
        while (target.hasRemaining()) {
            client.read(target);
        }
        return target.array();
    }

    private void run() {
        ((ManualLoop) loop).run();
    }

    private static final class Owner implements ConnectionOwner {
        private boolean ended;

        @Override
        public Welcome connected(Connection connection, Connect connect) {
            throw new AssertionError("nobody connects here");
        }

        @Override
        public Connection earlier(Connect connect) {
            return null;
        }

        @Override
        public void written(Connection connection) {}

        @Override
        public void ended(Connection connection) {
            ended = true;
        }

        @Override
        public void failed(Throwable defect) {
            throw new AssertionError(defect);
        }
    }
}
