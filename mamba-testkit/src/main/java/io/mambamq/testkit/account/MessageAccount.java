// SPDX-License-Identifier: Apache-2.0

package io.mambamq.testkit.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What producers were promised and consumers got, under crashes.
 *
 * <p>A message's fate, as far as its users can know:
 *
 * <ul>
 *   <li>attempted: the send began. Without a confirmation it may or may not exist;
 *   <li>confirmed: the send returned. It must be consumed exactly once;
 *   <li>consumed: the commit of the receiving transaction returned;
 *   <li>in doubt: that commit failed with the connection. The message is gone or comes once more.
 * </ul>
 */
public final class MessageAccount {
    private enum SendState {
        ATTEMPTED,
        CONFIRMED
    }

    private static final class Receipts {
        private int consumed;
        private int inDoubt;
    }

    private final Map<MessageKey, SendState> sends = new ConcurrentHashMap<>();
    private final Map<MessageKey, Receipts> receipts = new ConcurrentHashMap<>();
    private final List<String> violations = new ArrayList<>();
    private final LongAdder confirmed = new LongAdder();
    private final LongAdder consumed = new LongAdder();

    public MessageAccount() {}

    public void attempted(MessageKey key) {
        sends.put(key, SendState.ATTEMPTED);
    }

    public void confirmed(MessageKey key) {
        sends.put(key, SendState.CONFIRMED);
        confirmed.increment();
    }

    /** It was handed to a consumer, whatever comes of it. After its consumption that must not happen. */
    public void received(MessageKey key) {
        receipts.computeIfPresent(key, (ignored, known) -> {
            if (known.consumed > 0) {
                violation("again: " + key + " was received after the commit of its consumption");
            }
            return known;
        });
    }

    /** The commit of the transaction that received it returned. */
    public void consumed(MessageKey key) {
        count(key, 1, 0);
        consumed.increment();
    }

    /** The commit of the transaction that received it failed: nobody knows yet. */
    public void inDoubt(MessageKey key) {
        count(key, 0, 1);
    }

    /** Something that no account at the end would show, such as a broken order. */
    public void violation(String text) {
        synchronized (violations) {
            violations.add(text);
        }
    }

    public long confirmedCount() {
        return confirmed.sum();
    }

    public long consumedCount() {
        return consumed.sum();
    }

    /** Confirmed messages of which nobody has heard: neither consumed nor in doubt. */
    public long outstandingCount() {
        return sends.entrySet().stream()
                .filter(send -> send.getValue() == SendState.CONFIRMED && !receipts.containsKey(send.getKey()))
                .count();
    }

    /** Settles the account once the destination is drained. Empty if every promise was kept. */
    public List<String> problems() {
        List<String> problems;
        synchronized (violations) {
            problems = new ArrayList<>(violations);
        }
        new TreeMap<>(sends).forEach((key, state) -> {
            if (state == SendState.CONFIRMED && !receipts.containsKey(key)) {
                problems.add("lost: " + key + " was confirmed and never came out");
            }
        });
        new TreeMap<>(receipts).forEach((key, receipt) -> {
            if (!sends.containsKey(key)) {
                problems.add("unexpected: " + key + " was never sent");
            }
            if (receipt.consumed > 1) {
                problems.add("duplicate: " + key + " was consumed " + receipt.consumed + " times");
            }
        });
        return problems;
    }

    /** One line for people. */
    public String summary() {
        long unconfirmed = sends.size() - confirmedCount();
        long inDoubt = receipts.values().stream()
                .filter(receipt -> receipt.inDoubt > 0)
                .count();
        return confirmedCount() + " confirmed, " + unconfirmed + " sent without confirmation, " + consumedCount()
                + " consumed, " + inDoubt + " were in doubt once, " + problems().size() + " problems";
    }

    private void count(MessageKey key, int consumedDelta, int inDoubtDelta) {
        receipts.compute(key, (ignored, known) -> {
            Receipts receipt = known == null ? new Receipts() : known;
            receipt.consumed += consumedDelta;
            receipt.inDoubt += inDoubtDelta;
            return receipt;
        });
    }
}
