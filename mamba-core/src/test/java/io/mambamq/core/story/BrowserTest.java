// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.core.ConsumerSource;
import io.mambamq.core.MachineConfig;
import io.mambamq.core.effect.Browsed;
import io.mambamq.core.effect.Effect;
import io.mambamq.core.effect.Examine;
import io.mambamq.core.effect.Succeeded;
import io.mambamq.core.simulation.Messages;
import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.frame.SettleOutcome;
import io.mambamq.protocol.message.DestinationName;
import io.mambamq.protocol.message.EncodedMessage;
import io.mambamq.protocol.message.MessageHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("M-42: browsers")
class BrowserTest {
    private static final int BROWSER = 7;
    private static final int BROWSE = 800;

    private Broker broker = Broker.started();
    private boolean atEnd;

    @BeforeEach
    void sessions() {
        broker.open(1);
        broker.open(2);
    }

    @Test
    @DisplayName("M-42: a browser shows the queue in its order and takes nothing")
    void shows() {
        send(10, 4);
        send(11, 9);
        send(12, 4);

        open(null);

        assertEquals(List.of("11/1", "10/1", "12/1"), browse(100));
        assertTrue(atEnd);
        broker.attachWithCredit(1, 1);
        assertEquals(List.of("11/1", "10/1", "12/1"), broker.deliveries());
    }

    @Test
    @DisplayName("M-42: it shows at most what it is asked for, and goes on from there")
    void pieces() {
        IntStream.rangeClosed(1, 300).forEach(key -> send(key, key % 2 == 0 ? 4 : 0));

        open(null);

        assertEquals(List.of("2/1", "4/1"), browse(2));
        List<String> rest = new ArrayList<>();
        int requests = 0;
        while (!atEnd) {
            List<String> piece = browse(1_000);
            assertTrue(piece.size() <= 64, piece::toString);
            rest.addAll(piece);
            requests++;
        }
        assertEquals(298, rest.size());
        assertEquals("6/1", rest.get(0));
        assertEquals("1/1", rest.get(148));
        assertEquals("299/1", rest.get(297));
        assertEquals(5, requests);
    }

    @Test
    @DisplayName("M-42: the last message may exceed the bytes, and none follows")
    void bytes() {
        send(10, 4);
        send(11, 4);
        open(null);

        broker.machine.browse(2, BROWSE, BROWSER, 100, 1);

        assertEquals(List.of("10/1"), shown());
    }

    @Test
    @DisplayName("M-42: it shows what was there when it was opened, and still is")
    void snapshot() {
        send(10, 4);
        send(11, 4);
        open(null);
        send(12, 9);
        broker.machine.attach(1, 0, 1, ConsumerSource.of(Broker.QUEUE));
        broker.machine.credit(1, 1, 1, 1_000_000);
        broker.commit();
        broker.accept(1, 1);
        broker.commit();
        broker.machine.credit(1, 1, 1, 1_000_000);
        assertEquals(List.of("12/1", "10/1"), broker.deliveries());

        assertEquals(List.of("10/1", "11/1"), browse(100), "also what is being delivered");
    }

    @Test
    @DisplayName("M-42: what was sent before is shown, although it had not committed")
    void behindSends() {
        broker.send(1, 10);
        broker.machine.openBrowser(2, Broker.REQUEST, BROWSER, Broker.QUEUE, null);
        broker.machine.browse(2, BROWSE, BROWSER, 100, 1_000_000);
        assertEquals(List.of(), broker.effects());

        broker.commit();

        assertEquals(List.of("10/1"), shown());
    }

    @Test
    @DisplayName("M-42 M-09: a message before its delivery time is not shown, also if its time comes while browsing")
    void delayed() {
        send(headers(10).deliveryTimeMs(1_500));
        send(headers(11).deliveryTimeMs(900));
        open(null);
        broker.machine.tick(1_500);

        assertEquals(List.of("11/1"), browse(100));
        close();
        open(null);
        assertEquals(List.of("10/1", "11/1"), browse(100));
    }

    @Test
    @DisplayName("M-42 M-07: an expired message is not shown")
    void expired() {
        send(headers(10).expirationMs(1_500));
        send(headers(11).expirationMs(1_501));
        open(null);
        broker.machine.tick(1_500);

        assertEquals(List.of("11/1"), browse(100));
    }

    @Test
    @DisplayName("M-42: what a transaction has not committed is not shown, what it has accepted is")
    void transactions() {
        send(10, 4);
        broker.attachWithCredit(1, 1);
        broker.begin(1, 1, Broker.local(1));
        broker.settle(1, 1, SettleOutcome.ACCEPTED, 1);
        broker.send(1, 1, headers(11));
        broker.commit();
        broker.effects();

        open(null);
        assertEquals(List.of("10/1"), browse(100));
        close();

        broker.machine.commitTransaction(1, 0, Broker.local(1), true);
        broker.commit();
        broker.effects();
        open(null);
        assertEquals(List.of("11/1"), browse(100));
    }

    @Test
    @DisplayName("M-42: a browser with a selector shows what matches, a piece at a time")
    void selector() {
        IntStream.rangeClosed(1, 200).forEach(key -> send(headers(key).type(key % 100 == 0 ? "red" : "blue")));
        open("JMSType = 'red'");

        assertEquals(List.of(), browse(1_000));
        assertEquals(List.of("100/1"), browse(1_000));
        assertEquals(List.of(), browse(1_000));
        assertEquals(List.of("200/1"), browse(1_000));
        assertTrue(atEnd);
    }

    @Test
    @DisplayName("M-42: what left the queue while it was looked at is not shown")
    void leftMeanwhile() {
        send(headers(10).type("red"));
        open("JMSType = 'red'");
        broker.machine.browse(2, BROWSE, BROWSER, 10, 1_000_000);
        Examine asked = (Examine) broker.effects().get(0);
        broker.attachWithCredit(1, 1);
        broker.accept(1, 1);
        broker.commit();
        broker.effects();

        answer(asked);

        assertEquals(List.of(new Succeeded(2, BROWSE, 1)), broker.effects());
    }

    @Test
    @DisplayName("M-31: a malformed selector is refused")
    void malformedSelector() {
        broker.machine.openBrowser(2, Broker.REQUEST, BROWSER, Broker.QUEUE, "a =");

        broker.assertRefused(ErrorCode.INVALID_SELECTOR);
    }

    @Test
    void aBrowserThatIsClosedAnswersWhatIsUnderWay() {
        send(headers(10).type("red"));
        open("JMSType = 'red'");
        broker.machine.browse(2, BROWSE, BROWSER, 10, 1_000_000);
        Examine asked = (Examine) broker.effects().get(0);

        broker.machine.closeBrowser(2, Broker.REQUEST, BROWSER);

        assertEquals(List.of(new Succeeded(2, BROWSE, 1), new Succeeded(2, Broker.REQUEST, 0)), broker.effects());
        answer(asked);
        assertEquals(List.of(), broker.effects());
    }

    @Test
    void aBrowserOfAnEmptyQueueIsAtItsEnd() {
        open(null);

        assertEquals(List.of(), browse(10));
        assertTrue(atEnd);
        assertEquals(List.of(), browse(10));
        assertTrue(atEnd);
    }

    @Test
    void whatBreaksTheProtocolIsRefused() {
        broker.machine.browse(2, BROWSE, BROWSER, 1, 1);
        broker.assertRefused(ErrorCode.PROTOCOL_ERROR);
        broker.machine.closeBrowser(2, BROWSE, BROWSER);
        broker.assertRefused(ErrorCode.PROTOCOL_ERROR);
        broker.machine.openBrowser(9, BROWSE, BROWSER, Broker.QUEUE, null);
        broker.assertRefused(ErrorCode.PROTOCOL_ERROR);

        open(null);
        broker.machine.openBrowser(2, BROWSE, BROWSER, Broker.QUEUE, null);
        broker.assertRefused(ErrorCode.PROTOCOL_ERROR);
        broker.machine.attach(2, BROWSE, BROWSER, ConsumerSource.of(Broker.QUEUE));
        broker.assertRefused(ErrorCode.PROTOCOL_ERROR);
        broker.machine.browse(2, BROWSE, BROWSER, 0, 1);
        broker.assertRefused(ErrorCode.PROTOCOL_ERROR);
        broker.machine.browse(2, BROWSE, BROWSER, 1, 0);
        broker.assertRefused(ErrorCode.PROTOCOL_ERROR);
    }

    @Test
    void aSecondRequestBeforeTheFirstIsAnsweredIsRefused() {
        send(headers(10).type("red"));
        open("JMSType = 'red'");
        broker.machine.browse(2, BROWSE, BROWSER, 10, 1_000_000);
        broker.effects();

        broker.machine.browse(2, BROWSE + 1, BROWSER, 10, 1_000_000);

        broker.assertRefused(ErrorCode.PROTOCOL_ERROR);
    }

    @Test
    @DisplayName("M-42: a session has a bounded number of consumers and browsers")
    void limit() {
        MachineConfig config = new MachineConfig(10, 2, 10, 10, 10, 250, 10, 10, 1 << 20);
        broker = Broker.started(config);
        broker.open(2);
        broker.attach(2, 1);
        open(null);

        broker.machine.openBrowser(2, Broker.REQUEST, BROWSER + 1, Broker.QUEUE, null);

        broker.assertRefused(ErrorCode.RESOURCE_LIMIT);
        close();
        open(null);
    }

    @Test
    void aTopicIsNotBrowsed() {
        broker.machine.openBrowser(2, Broker.REQUEST, BROWSER, DestinationName.topic("news"), null);

        broker.assertRefused(ErrorCode.INVALID_DESTINATION);
    }

    // ---- words

    private static MessageHeaders headers(long key) {
        return Messages.headers(key).destination(Broker.QUEUE);
    }

    private void send(long key, int priority) {
        send(headers(key).priority(priority));
    }

    private void send(MessageHeaders headers) {
        broker.send(1, 0, headers);
        broker.commit();
        broker.effects();
    }

    private void open(@Nullable String selector) {
        broker.machine.openBrowser(2, Broker.REQUEST, BROWSER, Broker.QUEUE, selector);
        broker.commit();
        broker.assertSucceeded(2, Broker.REQUEST, 0);
        atEnd = false;
    }

    private void close() {
        broker.machine.closeBrowser(2, Broker.REQUEST, BROWSER);
        broker.assertSucceeded(2, Broker.REQUEST, 0);
    }

    /** What the next request shows, as {@code key/count}. */
    private List<String> browse(int messages) {
        broker.machine.browse(2, BROWSE, BROWSER, messages, 1_000_000);
        return shown();
    }

    private List<String> shown() {
        List<String> shown = new ArrayList<>();
        for (List<Effect> effects = broker.effects(); !effects.isEmpty(); effects = broker.effects()) {
            for (Effect effect : effects) {
                if (effect instanceof Examine asked) {
                    answer(asked);
                } else if (effect instanceof Browsed browsed) {
                    EncodedMessage message = broker.log.messageAt(browsed.position());
                    shown.add(message.messageId().sequence() + "/" + browsed.deliveryCount());
                } else if (effect instanceof Succeeded succeeded && succeeded.request() == BROWSE) {
                    atEnd = succeeded.value() == 1;
                }
            }
        }
        return shown;
    }

    private void answer(Examine asked) {
        List<@Nullable EncodedMessage> messages = new ArrayList<>();
        asked.positions().forEach(position -> messages.add(broker.log.messageAt(position)));
        broker.machine.examined(asked.session(), asked.consumer(), asked.examination(), messages);
    }
}
