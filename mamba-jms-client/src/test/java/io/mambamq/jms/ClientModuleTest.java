// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.message.DestinationName;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolvedModule;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What an application gets with the client")
class ClientModuleTest {
    private static final long BYTES_MAX = 1_500_000;

    /** Where the client and the three that it needs were loaded from; a directory where this build made them. */
    private static Path[] locations() throws URISyntaxException {
        List<Class<?>> oneOfEach =
                List.of(MambaConnectionFactory.class, DestinationName.class, ConnectionFactory.class, Logger.class);
        Path[] locations = new Path[oneOfEach.size()];
        for (int i = 0; i < locations.length; i++) {
            locations[i] = Path.of(oneOfEach
                    .get(i)
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        }
        return locations;
    }

    @Test
    @DisplayName("is a module with three others beside the JDK's")
    void resolves() throws Exception {
        Configuration resolved = ModuleLayer.boot()
                .configuration()
                .resolve(ModuleFinder.of(locations()), ModuleFinder.of(), Set.of("io.mambamq.jms"));

        assertEquals(
                Set.of("io.mambamq.jms", "io.mambamq.protocol", "jakarta.messaging", "org.jboss.logging"),
                resolved.modules().stream().map(ResolvedModule::name).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    @DisplayName("is less than 1.5 MB, even before it is compressed")
    void small() throws Exception {
        long bytes = 0;
        for (Path location : locations()) {
            bytes += sizeOf(location);
        }

        long sum = bytes;
        assertTrue(sum < BYTES_MAX, () -> sum + " bytes");
    }

    private static long sizeOf(Path location) throws IOException {
        try (Stream<Path> files = Files.walk(location)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
