// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.client;

import io.mambamq.server.MambaServer;
import io.mambamq.server.ServerConfig;
import io.mambamq.server.ServerStartException;
import java.nio.file.Path;

/** Servers for tests: a free port and small files. */
public final class TestServer {
    public static final int SEGMENT_BYTES = 1 << 20;

    private TestServer() {}

    public static ServerConfig.Builder config(Path directory) {
        return ServerConfig.builder(directory).listen("127.0.0.1", 0).journalSegmentBytes(SEGMENT_BYTES);
    }

    public static MambaServer start(Path directory) throws ServerStartException {
        return MambaServer.start(config(directory).build());
    }
}
