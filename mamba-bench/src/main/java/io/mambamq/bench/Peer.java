// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench;

import io.mambamq.testkit.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A broker that can be started as a process and reached by a connection factory with a one-string constructor. */
enum Peer {
    MAMBA("mamba", "io.mambamq.jms.MambaConnectionFactory", "mamba") {
        @Override
        ChildJvm start(Path data, int port, List<String> jvmOptions) throws IOException {
            List<String> arguments = List.of("server", "--data", data.toString(), "--port", Integer.toString(port));
            return run(jvmOptions, "io.mambamq.server.cli.MambaCommand", arguments, "is ready on");
        }

        @Override
        String url(int port) {
            return "mamba://127.0.0.1:" + port;
        }
    },
    ARTEMIS_NIO("artemis-nio", Artemis.FACTORY, Artemis.CLASS_PATH) {
        @Override
        ChildJvm start(Path data, int port, List<String> jvmOptions) throws IOException {
            return run(jvmOptions, Artemis.SERVER, Artemis.arguments(data, port, "NIO"), Artemis.READY);
        }

        @Override
        String url(int port) {
            return Artemis.url(port);
        }
    },
    ARTEMIS_AIO("artemis-aio", Artemis.FACTORY, Artemis.CLASS_PATH) {
        @Override
        ChildJvm start(Path data, int port, List<String> jvmOptions) throws IOException {
            return run(jvmOptions, Artemis.SERVER, Artemis.arguments(data, port, "ASYNCIO"), Artemis.READY);
        }

        @Override
        String url(int port) {
            return Artemis.url(port);
        }
    };

    /** What the two configurations of one peer share. */
    private static final class Artemis {
        static final String CLASS_PATH = "artemis";
        static final String FACTORY = "org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory";
        static final String SERVER = "io.mambamq.bench.artemis.ArtemisServer";
        static final String READY = "peer ready";

        static List<String> arguments(Path data, int port, String journal) {
            return List.of(data.toString(), Integer.toString(port), journal);
        }

        static String url(int port) {
            return "tcp://127.0.0.1:" + port;
        }
    }

    private final String label;
    private final String factoryClass;
    private final String classPathProperty;

    Peer(String label, String factoryClass, String peer) {
        this.label = label;
        this.factoryClass = factoryClass;
        this.classPathProperty = "classpath." + peer;
    }

    String label() {
        return label;
    }

    String factoryClass() {
        return factoryClass;
    }

    abstract ChildJvm start(Path data, int port, List<String> jvmOptions) throws IOException;

    abstract String url(int port);

    /** Starts a JVM on the peer's class path: versions of libraries differ between peers. */
    ChildJvm run(List<String> jvmOptions, String mainClass, List<String> arguments, String awaited) throws IOException {
        String classPath = System.getProperty(classPathProperty);
        if (classPath == null) {
            throw new IllegalStateException("set -D" + classPathProperty + "; mamba-bench/run does");
        }
        return ChildJvm.startOn(classPath, jvmOptions, mainClass, arguments, awaited);
    }
}
