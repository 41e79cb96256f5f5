// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.ProtocolException;
import io.mambamq.protocol.bytes.ArraySink;
import io.mambamq.protocol.frame.Close;
import io.mambamq.protocol.frame.Connect;
import io.mambamq.protocol.frame.Connected;
import io.mambamq.protocol.frame.Done;
import io.mambamq.protocol.frame.Frame;
import io.mambamq.protocol.frame.FrameCodec;
import io.mambamq.protocol.frame.FrameType;
import io.mambamq.protocol.frame.Ping;
import io.mambamq.protocol.frame.Pong;
import io.mambamq.protocol.frame.Preface;
import io.mambamq.protocol.frame.SessionFrame;
import io.mambamq.protocol.frame.SessionOpen;
import io.mambamq.server.client.FrameClient;
import io.mambamq.server.client.RecordingTransport;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectionTest {
    private static final long CONNECT_TIMEOUT_MS = 10_000;
    private static final UUID BROKER = new UUID(1, 2);

    private final RecordingTransport client = new RecordingTransport();
    private final Owner owner = new Owner();
    private final SlowGatekeeper gatekeeper = new SlowGatekeeper();
    private final Connection connection = new Connection(
            client,
            owner,
            new Admission(new BrokerIdentity(BROKER, "Mamba test"), ConnectionLimits.DEFAULT, gatekeeper, 1));

    private long nowMs = 1_000_000;

    ConnectionTest() {
        client.carry(connection);
    }

    // ---- strangers

    @Test
    void aClientIsLetInWithPrefaceAndConnect() {
        client.connect();

        Connected answer = assertInstanceOf(Connected.class, heard().get(0));
        assertEquals(BROKER, new UUID(answer.brokerHigh(), answer.brokerLow()));
        assertEquals(ConnectionState.CONNECTED, connection.state());
        assertTrue(owner.connected);
    }

    @Test
    void whoSpeaksAnotherProtocolIsClosedWithoutAWord() {
        client.says("GET / HTTP/1.1\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

        assertEquals(ConnectionState.CLOSED, connection.state());
        assertEquals(List.of(), heard());
        assertTrue(client.closed);
    }

    @Test
    void whoSpeaksAnotherVersionIsToldSo() {
        byte[] preface = Preface.bytes();
        preface[6] = 99;

        client.says(preface);

        assertClosing(ErrorCode.VERSION_NOT_SUPPORTED);
    }

    @Test
    void theFirstFrameMustBeConnect() {
        client.says(Preface.bytes());
        client.says(new SessionOpen(1, 1, 0));

        assertClosing(ErrorCode.PROTOCOL_ERROR);
        assertFalse(owner.connected);
    }

    // ---- logging in

    private void logIn(Frame... more) {
        client.says(Preface.bytes());
        Frame[] frames = new Frame[more.length + 1];
        frames[0] = new Connect(1, 2, 0, 0, 0, 1 << 20, 0, "admin", "secret", "billing", "test");
        System.arraycopy(more, 0, frames, 1, more.length);
        client.says(frames);
    }

    @Test
    @DisplayName("M-50: a user is let in when the gatekeeper says so, and until then is not read")
    void loggingIn() {
        logIn();

        assertEquals(ConnectionState.LOGGING_IN, connection.state());
        assertEquals("admin", gatekeeper.asked.user());
        assertEquals("secret", gatekeeper.asked.password());
        assertFalse(client.reading);
        assertFalse(owner.connected);
        assertEquals(List.of(), heard());

        gatekeeper.answer.accept(null);

        assertInstanceOf(Connected.class, heard().get(0));
        assertTrue(client.reading);
        assertEquals("billing", owner.clientId);
    }

    @Test
    @DisplayName("M-50: who is not let in is told so")
    void refusedLogin() {
        logIn(new SessionOpen(1, 1, 0));

        gatekeeper.answer.accept(new ProtocolException(ErrorCode.AUTHENTICATION_FAILED, "no"));

        assertClosing(ErrorCode.AUTHENTICATION_FAILED);
        assertFalse(owner.connected);
        assertEquals(List.of(), owner.listener.frames);
    }

    @Test
    @DisplayName("M-51: who cannot have the client id is told so")
    void refusedClientId() {
        owner.refusal = new ProtocolException(ErrorCode.INVALID_CLIENT_ID, "in use");
        logIn();

        gatekeeper.answer.accept(null);

        assertClosing(ErrorCode.INVALID_CLIENT_ID);
        assertTrue(client.heard().stream().noneMatch(Connected.class::isInstance));
    }

    @Test
    void whatCameBehindConnectWaitsForTheAnswer() {
        SessionOpen first = new SessionOpen(1, 1, 0);
        SessionOpen second = new SessionOpen(2, 2, 0);
        byte[] cut = encoded(second);
        logIn(first);
        client.says(Arrays.copyOf(cut, 5));
        assertEquals(List.of(), owner.listener.frames);

        gatekeeper.answer.accept(null);
        assertEquals(List.of(first), owner.listener.frames);
        client.says(Arrays.copyOfRange(cut, 5, cut.length));

        assertEquals(List.of(first, second), owner.listener.frames);
    }

    @Test
    void aStrangerCannotMakeTheServerKeepMuch() {
        logIn();

        client.says(new byte[64 << 10]);
        assertEquals(ConnectionState.LOGGING_IN, connection.state());
        client.says(new byte[1]);

        assertClosing(ErrorCode.PROTOCOL_ERROR);
    }

    @Test
    void aLoginThatTakesTooLongEndsAndItsAnswerIsTooLate() {
        connection.onTick(nowMs);
        logIn();
        connection.onTick(nowMs + CONNECT_TIMEOUT_MS);
        assertClosing(ErrorCode.RESOURCE_LIMIT);

        gatekeeper.answer.accept(null);

        assertFalse(owner.connected);
        assertEquals(ConnectionState.CLOSING, connection.state());
    }

    @Test
    void aClientThatIsGoneMeanwhileIsNotLetIn() {
        logIn();
        client.isGone();

        gatekeeper.answer.accept(null);

        assertFalse(owner.connected);
        assertEquals(ConnectionState.CLOSED, connection.state());
    }

    @Test
    void aStrangersFrameIsSmall() {
        client.says(Preface.bytes());
        ArraySink length = new ArraySink(4);
        length.putInt((64 << 10) + 1);
        client.says(length.toByteArray());

        assertClosing(ErrorCode.PROTOCOL_ERROR);
    }

    @ParameterizedTest
    @MethodSource("unfinishedBeginnings")
    void aStrangerHasTenSecondsHoweverFarItGot(byte[] beginning) {
        if (beginning.length > 0) {
            client.says(beginning);
        }
        connection.onTick(nowMs);
        connection.onTick(nowMs + CONNECT_TIMEOUT_MS - 1);
        assertFalse(client.closed || connection.state() == ConnectionState.CLOSING);

        connection.onTick(nowMs + CONNECT_TIMEOUT_MS);

        assertTrue(client.closed || connection.state() == ConnectionState.CLOSING);
    }

    static Stream<byte[]> unfinishedBeginnings() {
        ArraySink sink = new ArraySink(256);
        sink.putBytes(Preface.bytes());
        FrameCodec.encode(FrameClient.connectFrame(0), sink);
        byte[] whole = sink.toByteArray();
        return Stream.of(0, 1, 8, 9, 12, whole.length - 1).map(length -> Arrays.copyOf(whole, length));
    }

    @Test
    void drippingBytesBuysNoTime() {
        byte[] preface = Preface.bytes();
        for (int i = 0; i < preface.length; i++) {
            connection.onTick(nowMs);
            client.says(new byte[] {preface[i]});
            nowMs += CONNECT_TIMEOUT_MS / 10;
        }
        connection.onTick(nowMs);
        assertEquals(ConnectionState.AWAIT_CONNECT, connection.state());

        connection.onTick(nowMs + CONNECT_TIMEOUT_MS / 5);

        assertEquals(ConnectionState.CLOSING, connection.state());
    }

    // ---- mistakes

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformedFrames")
    void bytesThatAreNoFrameEndTheConnection(String what, byte[] bytes) {
        client.connect();
        heard();

        client.says(bytes);

        assertClosing(ErrorCode.PROTOCOL_ERROR);
        assertTrue(owner.listener.lost);
        assertEquals(null, owner.defect);
    }

    static Stream<Arguments> malformedFrames() {
        return Stream.of(
                Arguments.of("too short", frame(7, 0x03, 0, 0)),
                Arguments.of("too long", frame((16 << 20) + (64 << 10) + 1, 0x03, 0, 0)),
                Arguments.of("negative length", frame(-1, 0x03, 0, 0)),
                Arguments.of("unknown type", frame(8, 0xEE, 0, 0)),
                Arguments.of("reserved byte set", frame(8, 0x03, 1, 0)),
                Arguments.of("bytes after the end", frame(12, 0x03, 0, 0, 7)),
                Arguments.of("a session where there is none", frame(8, 0x03, 0, 5)),
                Arguments.of("payload missing", frame(8, FrameType.SESSION_OPEN.wireValue(), 0, 1)),
                Arguments.of("a second Connect", encoded(FrameClient.connectFrame(0))),
                Arguments.of("Connected from a client", encoded(new Connected(1, 2, 0, 100, 0, false, "x"))));
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"PROTOCOL_ERROR", "MALFORMED_MESSAGE", "INVALID_DESTINATION"})
    void theListenersRefusalIsToldWithItsCode(ErrorCode code) {
        client.connect();
        heard();
        owner.listener.refusal = new ProtocolException(code, "no");

        client.says(new SessionOpen(1, 1, 0), new SessionOpen(2, 2, 0));

        assertClosing(code);
        assertEquals(1, owner.listener.frames.size(), "nothing is handled after the mistake");
    }

    @Test
    void aDefectIsTheOwnersMatterNotThePeers() {
        client.connect();
        heard();
        owner.listener.refusal = new IllegalStateException("broken");

        client.says(new SessionOpen(1, 1, 0));

        assertSame(owner.listener.refusal, owner.defect);
    }

    // ---- the end

    @Test
    void whatComesAfterTheCloseIsThrownAwayUntilThePeerIsGone() {
        client.connect();
        heard();
        connection.close(ErrorCode.SHUTTING_DOWN, "bye");
        flushed();
        assertTrue(client.outputClosed);

        client.says(new SessionOpen(1, 1, 0));
        client.says(new byte[] {1, 2, 3});
        assertEquals(List.of(), owner.listener.frames);
        assertFalse(client.closed);

        client.isGone();
        assertTrue(client.closed);
        assertTrue(owner.ended);
    }

    @Test
    void aPeerThatDoesNotCloseIsClosed() {
        client.connect();
        connection.close(ErrorCode.SHUTTING_DOWN, "bye");

        connection.onTick(nowMs);
        connection.onTick(nowMs + 1_999);
        assertFalse(client.closed);
        connection.onTick(nowMs + 2_000);

        assertTrue(client.closed);
    }

    @Test
    @DisplayName("a client whose transport is gone has not said that it goes")
    void goneWithoutAWord() {
        client.connect();

        client.isGone();

        assertTrue(owner.listener.lost);
        assertFalse(owner.listener.closed, "it may connect again");
    }

    @Test
    @DisplayName("a client learns whether it is known from an earlier connection")
    void known() {
        owner.known = true;

        client.connect();

        assertTrue(((Connected) heard().get(0)).known());
    }

    @Test
    void anOrderlyCloseIsAnswered() {
        client.connect();
        heard();

        client.says(new Close(null, ""));

        assertEquals(List.of(new Close(null, "")), heard());
        assertTrue(owner.listener.lost);
        assertTrue(owner.listener.closed, "it will not connect again");
    }

    @Test
    void sessionsAreLostOnceWhateverHappensLater() {
        client.connect();
        connection.close(ErrorCode.LOG_FAILED, "gone");
        client.isGone();

        assertEquals(1, owner.listener.losses);
        assertFalse(owner.listener.closed, "it may connect again");
    }

    // ---- heartbeat

    @Test
    void aQuietConnectionIsPingedAndASilentOneIsGivenUp() {
        client.says(Preface.bytes());
        client.says(FrameClient.connectFrame(2_000));
        heard();

        tick(0);
        assertEquals(List.of(), heard());
        tick(1_000);
        assertEquals(List.of(new Ping()), heard());

        client.says(new Pong());
        tick(500);
        assertEquals(List.of(), heard());
        tick(5_999);
        assertFalse(client.closed);
        tick(1);
        assertTrue(client.closed);
        assertTrue(owner.listener.lost);
    }

    @Test
    void aPingIsAnswered() {
        client.connect();
        heard();

        client.says(new Ping());

        assertEquals(List.of(new Pong()), heard());
    }

    @Test
    void thePeersSilenceIsNotItsFaultWhileItIsNotRead() {
        client.says(Preface.bytes());
        client.says(FrameClient.connectFrame(2_000));
        connection.hold(HoldReason.LOG_BACKLOG, true);

        tick(0);
        tick(60_000);

        assertFalse(client.closed);
    }

    // ---- back-pressure

    @Test
    void readingStopsWhileAnyReasonHolds() {
        client.connect();

        connection.hold(HoldReason.LOG_BACKLOG, true);
        connection.hold(HoldReason.ANSWERS_WAITING, true);
        assertFalse(client.reading);
        connection.hold(HoldReason.LOG_BACKLOG, false);
        assertFalse(client.reading);
        connection.hold(HoldReason.ANSWERS_WAITING, false);
        assertTrue(client.reading);

        client.writable = false;
        connection.onWritabilityChanged();
        assertFalse(client.reading);
        client.writable = true;
        connection.onWritabilityChanged();
        assertTrue(client.reading);
    }

    @Test
    void framesOfOneCycleAreFlushedOnce() {
        client.connect();
        flushed();
        int before = client.flushes;

        connection.write(new Done(1, 1, 0));
        connection.write(new Done(1, 2, 0));
        assertEquals(1, owner.written.size());
        flushed();

        assertEquals(before + 1, client.flushes);
    }

    private void tick(long afterMs) {
        nowMs += afterMs;
        connection.onTick(nowMs);
    }

    private void flushed() {
        owner.written.forEach(Connection::flush);
        owner.written.clear();
    }

    private List<Frame> heard() {
        flushed();
        return client.heard();
    }

    private void assertClosing(ErrorCode code) {
        List<Frame> heard = heard();
        Close close = assertInstanceOf(Close.class, heard.get(heard.size() - 1));
        assertEquals(code, close.code(), close.text());
        assertEquals(ConnectionState.CLOSING, connection.state());
        assertTrue(client.outputClosed);
    }

    private static byte[] encoded(Frame frame) {
        ArraySink sink = new ArraySink(128);
        FrameCodec.encode(frame, sink);
        return sink.toByteArray();
    }

    private static byte[] frame(int length, int type, int reserved, int session, int... payload) {
        ByteBuffer buffer = ByteBuffer.allocate(12 + 4 * payload.length).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(length)
                .put((byte) type)
                .put((byte) reserved)
                .putShort((short) 0)
                .putInt(session);
        Arrays.stream(payload).forEach(buffer::putInt);
        return buffer.array();
    }

    /** Lets anonymous clients in at once; the test answers for the others. */
    private static final class SlowGatekeeper implements Gatekeeper {
        private Login asked;
        private Consumer<@Nullable ProtocolException> answer;

        @Override
        public void check(Login login, Consumer<@Nullable ProtocolException> whoAsks) {
            if (login.user() == null) {
                whoAsks.accept(null);
            } else {
                asked = login;
                answer = whoAsks;
            }
        }
    }

    private static final class Owner implements ConnectionOwner {
        private final Listener listener = new Listener();
        private final List<Connection> written = new ArrayList<>();
        private boolean connected;
        private String clientId;
        private boolean known;
        private ProtocolException refusal;
        private boolean ended;
        private Throwable defect;

        @Override
        public Welcome connected(Connection connection, Connect connect) {
            if (refusal != null) {
                throw refusal;
            }
            connected = true;
            clientId = connect.clientId();
            return new Welcome(listener, known);
        }

        @Override
        public Connection earlier(Connect connect) {
            return null;
        }

        @Override
        public void written(Connection connection) {
            written.add(connection);
        }

        @Override
        public void ended(Connection connection) {
            ended = true;
        }

        @Override
        public void failed(Throwable value) {
            defect = value;
        }
    }

    private static final class Listener implements FrameListener {
        private final List<SessionFrame> frames = new ArrayList<>();
        private RuntimeException refusal;
        private boolean lost;
        private int losses;
        private boolean closed;

        @Override
        public void onFrame(SessionFrame frame) {
            frames.add(frame);
            if (refusal != null) {
                throw refusal;
            }
        }

        @Override
        public void onConnectionEnded(boolean byPeer) {
            closed = byPeer;
            lost = true;
            losses++;
        }
    }
}
