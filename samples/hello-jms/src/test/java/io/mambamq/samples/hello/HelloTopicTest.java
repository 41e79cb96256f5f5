// SPDX-License-Identifier: Apache-2.0

package io.mambamq.samples.hello;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mambamq.jms.MambaConnectionFactory;
import io.mambamq.server.MambaServer;
import io.mambamq.server.ServerConfig;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelloTopicTest {

    @Test
    void everySubscriptionGetsIt(@TempDir Path data) throws Exception {
        ServerConfig anyPort = ServerConfig.builder(data).listen("127.0.0.1", 0).build();
        try (MambaServer server = MambaServer.start(anyPort)) {
            assertEquals(
                    List.of("accounts: a teapot", "warehouse: a teapot", "screen: a teapot"),
                    HelloTopic.tell(new MambaConnectionFactory("mamba://127.0.0.1:" + server.port())));
        }
    }
}
