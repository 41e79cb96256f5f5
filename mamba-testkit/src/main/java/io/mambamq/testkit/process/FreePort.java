// SPDX-License-Identifier: Apache-2.0

package io.mambamq.testkit.process;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A loopback port that was free a moment ago, for servers that must come back on the port they had. It is none that the
 * operating system gives to whoever asks for any port, or connects to somewhere: one of these could be gone by the time the
 * server wants it.
 */
public final class FreePort {
    /** Above what is registered for much used services, and below where Linux, macOS and Windows begin to give ports away. */
    private static final int FIRST = 15_000;

    private static final int COUNT = 17_000;

    /** Processes that run at the same time begin at different places, and none gets a port twice soon. */
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private FreePort() {}

    public static int find() throws IOException {
        for (int tried = 0; tried < COUNT; tried++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("no port from " + FIRST + " to " + (FIRST + COUNT - 1) + " is free");
    }

    private static boolean isFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (BindException e) {
            return false;
        }
    }
}
