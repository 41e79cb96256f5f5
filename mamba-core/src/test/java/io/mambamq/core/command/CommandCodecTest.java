// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.core.queue.Subscription;
import io.mambamq.core.simulation.Messages;
import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.message.SubscriptionName;
import io.mambamq.protocol.transaction.TransactionId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is in logs out there must be readable for ever: {@code commands.golden} has the bytes of one command of each type, as
 * {@code TYPE hex}. A difference is a change of the log's format, which needs a new version number beside the old one.
 */
class CommandCodecTest {
    private static final TransactionId XA = new TransactionId.Xa(0x4D616D62, new byte[] {1, 2, 3}, new byte[] {4, 5});
    private static final TransactionId LOCAL = new TransactionId.Local(0x1111, 0x2222, 3);
    private static final EncodedMessage MESSAGE = Messages.encode(
            Messages.headers(42)
                    .destination(DestinationName.queue("orders"))
                    .timestampMs(1_700_000_000_000L)
                    .expirationMs(1_700_000_060_000L)
                    .priority(7),
            3);

    private static final Map<CommandType, Command> EXAMPLES = examples();

    private static Map<CommandType, Command> examples() {
        List<QueueSettles> settles =
                List.of(new QueueSettles(1, SequenceRanges.of(5, 6, 7, 3)), new QueueSettles(2, SequenceRanges.of(1)));
        List<Command> commands = List.of(
                new DeclareDestination(1, DestinationName.queue("orders")),
                new Send(1, MESSAGE),
                new Settle(1, SettleReason.EXPIRED, SequenceRanges.of(1, 2, 9)),
                new Stage(LOCAL, 1, MESSAGE),
                new Prepare(XA, 1_700_000_000_000L, settles),
                new Commit(LOCAL, settles),
                new Rollback(XA),
                new CompleteHeuristically(XA, 1_700_000_000_000L, true),
                new Forget(XA),
                new Restarted(1_700_000_000_000L),
                new Subscribe(
                        7, new Subscription(3, "client", new SubscriptionName("s", true, false), "größe > 3", true)),
                new Unsubscribe(7),
                new DeleteDestination(7),
                new Publish(3, SubscriptionIds.of(7, 9), MESSAGE),
                new StagePublish(XA, 3, SubscriptionIds.of(7), MESSAGE));
        Map<CommandType, Command> byType = new EnumMap<>(CommandType.class);
        commands.forEach(command -> byType.put(command.type(), command));
        return byType;
    }

    @ParameterizedTest
    @EnumSource(CommandType.class)
    void writesTheBytesOfTheGoldenFile(CommandType type) throws IOException {
        assertEquals(golden().get(type.name()), HexFormat.of().formatHex(encode(EXAMPLES.get(type))), type::name);
    }

    @ParameterizedTest
    @EnumSource(CommandType.class)
    void readsTheBytesOfTheGoldenFile(CommandType type) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(golden().get(type.name()));

        Command command = CommandCodec.decode(bytes, 0, bytes.length);

        assertEquals(type, command.type());
        assertArrayEquals(bytes, encode(command));
        if (!(command instanceof MessageCommand)) {
            assertEquals(EXAMPLES.get(type), command);
        }
    }

    @ParameterizedTest
    @EnumSource(CommandType.class)
    void refusesACommandThatIsCutAnywhere(CommandType type) {
        byte[] bytes = encode(EXAMPLES.get(type));
        boolean endsWithMessage = EXAMPLES.get(type) instanceof MessageCommand;
        int end = endsWithMessage ? bytes.length - MESSAGE.sizeBytes() : bytes.length;
        for (int length = 0; length < end; length++) {
            int cut = length;
            assertThrows(CommandFormatException.class, () -> CommandCodec.decode(bytes, 0, cut), () -> "cut at " + cut);
        }
    }

    @Test
    void refusesBytesBehindTheEnd() {
        byte[] bytes = {(byte) CommandType.RESTARTED.logValue(), CommandCodec.VERSION, 0, 0, 0, 0, 0, 0, 0, 0, 99};

        assertThrows(CommandFormatException.class, () -> CommandCodec.decode(bytes, 0, bytes.length));
    }

    @Test
    void saysThatANewerVersionWroteWhatItDoesNotKnow() {
        byte[] unknownType = {(byte) 0x7F, CommandCodec.VERSION};
        byte[] newerVersion = encode(EXAMPLES.get(CommandType.FORGET));
        newerVersion[1] = CommandCodec.VERSION + 1;

        for (byte[] bytes : List.of(unknownType, newerVersion)) {
            CommandFormatException e =
                    assertThrows(CommandFormatException.class, () -> CommandCodec.decode(bytes, 0, bytes.length));
            assertTrue(e.getMessage().contains("newer"), e::getMessage);
        }
    }

    @Test
    void refusesMoreRangesThanThereAreBytesBeforeItAllocates() {
        byte[] bytes = encode(EXAMPLES.get(CommandType.SETTLE));
        int countOffset = 2 + Integer.BYTES + 1;
        bytes[countOffset + 3] = 0x7F;

        assertThrows(CommandFormatException.class, () -> CommandCodec.decode(bytes, 0, bytes.length));
    }

    @Test
    void readsTheMessageOfASendAndOfAStageInPlace() {
        for (CommandType type : List.of(CommandType.SEND, CommandType.STAGE)) {
            byte[] bytes = encode(EXAMPLES.get(type));

            EncodedMessage message = CommandCodec.decodeMessage(bytes, 0, bytes.length);

            assertEquals(42, message.messageId().sequence());
            assertEquals(MESSAGE.sizeBytes(), message.sizeBytes());
        }
    }

    @Test
    void refusesToReadAMessageWhereThereIsNone() {
        byte[] bytes = encode(EXAMPLES.get(CommandType.FORGET));

        assertThrows(CommandFormatException.class, () -> CommandCodec.decodeMessage(bytes, 0, bytes.length));
    }

    @Test
    void hasAnExampleOfEveryCommand() {
        for (CommandType type : CommandType.values()) {
            assertFalse(EXAMPLES.get(type) == null, type::name);
        }
    }

    private static byte[] encode(Command command) {
        ArraySink sink = new ArraySink(16);
        CommandCodec.encode(command, sink);
        return sink.toByteArray();
    }

    private static Map<String, String> golden() throws IOException {
        try (InputStream in = CommandCodecTest.class.getResourceAsStream("commands.golden")) {
            Map<String, String> lines = new TreeMap<>();
            new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().forEach(line -> {
                int space = line.indexOf(' ');
                lines.put(line.substring(0, space), line.substring(space + 1));
            });
            return lines;
        }
    }
}
