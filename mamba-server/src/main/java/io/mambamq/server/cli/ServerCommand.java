// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli;

import io.mambamq.server.AccessSettings;
import io.mambamq.server.AnonymousAccess;
import io.mambamq.server.ListenAddress;
import io.mambamq.server.MambaServer;
import io.mambamq.server.ServerConfig;
import io.mambamq.server.ServerFailedException;
import io.mambamq.server.ServerStartException;
import io.mambamq.server.boot.Product;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mamba server}: runs a broker until it is told to end. */
@Command(
        name = "server",
        description = {
            "Runs a broker until it gets SIGTERM or SIGINT (Ctrl-C), then closes it in order.",
            "When it is ready to take connections, it prints one line to standard output; its log goes to standard error."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:closed in order",
            "1:stopped by a defect of the broker",
            "2:the command line is wrong, or names an address that cannot be listened on, or the file of users is wrong",
            "3:the journal is damaged, or not of this version; nothing was changed",
            "4:the data directory is in use by another broker, or cannot be read and written",
            "5:the port is in use",
            "6:the journal failed while running; start again to recover"
        })
final class ServerCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "mamba-data",
            description = "Where messages are kept; created if missing. Default: ${DEFAULT-VALUE}")
    private Path data;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "Address to listen on, a loopback one. Default: ${DEFAULT-VALUE}")
    private String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "" + ListenAddress.PORT_DEFAULT,
            description = "Port to listen on; 0 picks a free one. Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(
            names = "--users",
            paramLabel = "FILE",
            description = "The users and the hashes of their passwords, which mamba user keeps. Default: "
                    + AccessSettings.USERS_FILE + " in the data directory")
    private @Nullable Path users;

    @Option(
            names = "--anonymous",
            paramLabel = "WHEN",
            defaultValue = "until-users",
            converter = AnonymousOption.class,
            description = "Whether clients may connect without user and password: always, never, or until-users, which "
                    + "is as long as there is no file of users. Default: ${DEFAULT-VALUE}")
    private AnonymousAccess anonymous;

    @Option(
            names = "--message-bytes-max",
            paramLabel = "SIZE",
            defaultValue = "16M",
            converter = ByteSizeOption.class,
            description = "The largest message that is taken, 256M at most, without a body that travels apart for its "
                    + "size. Broker and clients hold a message in memory, and the journal needs room for eight of "
                    + "them. Do not go below what is stored. Default: ${DEFAULT-VALUE}")
    private long messageBytesMax;

    @Mixin
    private DestinationOptions destinations;

    @Mixin
    private RedeliveryOptions redelivery;

    @Mixin
    private JournalOptions journal;

    @Spec
    private CommandSpec spec;

    /** Called by picocli. */
    @SuppressWarnings("NullAway.Init") // picocli fills options and spec in
    ServerCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        MambaServer server;
        try {
            server = MambaServer.start(config());
        } catch (ServerStartException e) {
            System.err.println("mamba: " + e.getMessage());
            return ExitCode.of(e.reason());
        }
        Thread closing = new Thread(() -> closeAndHalt(server), "mamba-shutdown");
        Runtime.getRuntime().addShutdownHook(closing);
        System.out.println(
                Product.NAME_AND_VERSION + " is ready on " + server.url() + ", data in " + server.dataDirectory());
        int exitCode = awaitEnd(server);
        Runtime.getRuntime().removeShutdownHook(closing);
        server.close();
        return exitCode;
    }

    /** As the options say; the rest is as it is by default. */
    ServerConfig config() {
        try {
            ServerConfig.Builder config =
                    ServerConfig.builder(data).listen(host, port).access(new AccessSettings(users, anonymous));
            config.messageBytesMax(messageBytesMax);
            destinations.applyTo(config);
            redelivery.applyTo(config);
            journal.applyTo(config);
            return config.build();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private static int awaitEnd(MambaServer server) {
        try {
            server.ended().toCompletableFuture().join();
            return ExitCode.ORDERLY;
        } catch (CompletionException e) {
            return e.getCause() instanceof ServerFailedException failure
                            && failure.reason() == ServerFailedException.Reason.JOURNAL
                    ? ExitCode.JOURNAL_FAILED
                    : ExitCode.DEFECT;
        }
    }

    /** After a signal the JVM would report the signal as its exit code; an order that was carried out is a success. */
    private static void closeAndHalt(MambaServer server) {
        server.close();
        System.out.flush();
        Runtime.getRuntime().halt(ExitCode.ORDERLY);
    }
}
