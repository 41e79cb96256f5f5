// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.core.RedeliverySettings;
import io.mambamq.journal.BackEnd;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.redelivery.RedeliveryPolicy;
import io.mambamq.server.AccessSettings;
import io.mambamq.server.AnonymousAccess;
import io.mambamq.server.DestinationSettings;
import io.mambamq.server.JournalSettings;
import io.mambamq.server.ServerConfig;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What the options of {@code mamba server} mean. */
class ServerCommandTest {

    @Test
    void withoutOptionsAServerIsAsByDefault() {
        ServerConfig expected = ServerConfig.builder(Path.of("mamba-data")).build();

        ServerConfig config = parsed();

        assertEquals(expected.dataDirectory(), config.dataDirectory());
        assertEquals(expected.listener(), config.listener());
        assertEquals(expected.journal(), config.journal());
        assertEquals(new DestinationSettings(true, List.of()), config.destinations());
    }

    @Test
    void whichDestinationsThereAreCanBeSaid() {
        DestinationSettings destinations = parsed(
                        "--auto-create-destinations=false", "--queue", "orders", "--queue=bills", "--topic", "news")
                .destinations();

        assertEquals(
                new DestinationSettings(
                        false,
                        List.of(
                                DestinationName.queue("orders"),
                                DestinationName.queue("bills"),
                                DestinationName.topic("news"))),
                destinations);
    }

    @Test
    void aNameThatIsNotAllowedIsRefused() {
        assertTrue(refusal("--queue=").contains("needs a name"), refusal("--queue="));
        assertTrue(refusal("--topic=" + "x".repeat(256)).contains("255"));
    }

    @Test
    void whoIsLetInCanBeSaid() {
        assertEquals(AccessSettings.DEFAULT, parsed().access());
        assertEquals(Path.of("mamba-data", "users.properties"), parsed().usersFile());

        ServerConfig config = parsed("--users", "u.txt", "--anonymous", "never");

        assertEquals(new AccessSettings(Path.of("u.txt"), AnonymousAccess.NEVER), config.access());
        assertEquals(Path.of("u.txt"), config.usersFile());
        assertEquals(
                AnonymousAccess.UNTIL_USERS,
                parsed("--anonymous=Until-Users").access().anonymous());
        assertThrows(ParameterException.class, () -> parsed("--anonymous=sometimes"));
    }

    @Test
    void theJournalCanBeSetUp() {
        JournalSettings journal = parsed(
                        "--journal-bytes-max=256m",
                        "--page-bytes-max=10G",
                        "--back-end=buffered",
                        "--sync-interval-ms=2",
                        "--sync-batch-size=50",
                        "--sync-failure-ms=10000")
                .journal();

        assertEquals(new JournalSettings(256L << 20, 10L << 30, 8 << 20, BackEnd.BUFFERED, 2, 50, 10_000), journal);
    }

    @ParameterizedTest
    @CsvSource({
        "1073741824, 1073741824",
        "1048576K, 1073741824",
        "1024M, 1073741824",
        "1g, 1073741824",
        "2T, 2199023255552"
    })
    void sizesHaveUnits(String text, long bytes) {
        assertEquals(bytes, parsed("--journal-bytes-max", text).journal().bytesMax());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "G", "1.5G", "1GB", "-1G", "256 M", "99999999999T", "99999999999999999999"})
    void whatIsNoSizeIsExplained(String text) {
        String refusal = refusal("--journal-bytes-max=" + text);

        assertTrue(refusal.contains("--journal-bytes-max") && refusal.contains("'" + text + "'"), refusal);
    }

    @Test
    void aLimitThatIsTooSmallIsRefusedWithTheLeastThatWorks() {
        assertTrue(refusal("--journal-bytes-max=64M").contains("at least 137M"));
    }

    @Test
    void theLargestMessageCanBeSaid() {
        assertEquals(ServerConfig.builder(Path.of("d")).build().limits(), parsed().limits());
        assertEquals(
                (20 << 20) + (64 << 10),
                parsed("--message-bytes-max", "20M").limits().frameBytesMax());
        assertTrue(refusal("--message-bytes-max=257M").contains("messageBytesMax must be 1 to 268435456"));
        assertTrue(refusal("--message-bytes-max=0").contains("messageBytesMax"));
        assertTrue(refusal("--message-bytes-max=128M").contains("journalBytesMax must be at least"));
    }

    @Test
    void whatBecomesOfMessagesThatFailCanBeSaid() {
        assertEquals(ServerConfig.builder(Path.of("d")).build().redelivery(), parsed().redelivery());

        RedeliverySettings redelivery = parsed(
                        "--max-delivery-attempts=3",
                        "--redelivery-delay-ms=500",
                        "--redelivery-multiplier=1.5",
                        "--redelivery-delay-ms-max=9000",
                        "--dead-letter-queue=failed")
                .redelivery();

        assertEquals(new RedeliveryPolicy(3, 500, 1.5, 9_000), redelivery.policy());
        assertEquals(DestinationName.queue("failed"), redelivery.deadLetterQueue());
        assertTrue(refusal("--max-delivery-attempts=-1").contains("maxDeliveryAttempts must be 1 to 1000000, or 0"));
        assertTrue(refusal("--redelivery-multiplier=0.5").contains("redeliveryMultiplier must be 1 to 1000"));
        assertTrue(refusal("--redelivery-delay-ms=70000").contains("above maxRedeliveryDelay, 60000 ms"));
        assertTrue(refusal("--dead-letter-queue=").contains("a destination needs a name"));
    }

    @Test
    void anUnknownBackEndIsRefusedWithTheKnownOnes() {
        String refusal = refusal("--back-end=fast");

        assertTrue(refusal.contains("--back-end") && refusal.contains("BUFFERED"), refusal);
    }

    private static String refusal(String... options) {
        return assertThrows(ParameterException.class, () -> parsed(options)).getMessage();
    }

    private static ServerConfig parsed(String... options) {
        CommandLine mamba = MambaCommand.commandLine();
        CommandLine server = mamba.getSubcommands().get("server");
        String[] arguments = new String[options.length + 1];
        arguments[0] = "server";
        System.arraycopy(options, 0, arguments, 1, options.length);
        mamba.parseArgs(arguments);
        return ((ServerCommand) server.getCommand()).config();
    }
}
