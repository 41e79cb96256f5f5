// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.delivery;

/**
 * How much a consumer is sent ahead: what it holds and what the broker may still send it stay within the window, but for the last
 * message's bytes. Used-up credit is given back once it is half the window. Guarded by the inbox's lock.
 */
public final class CreditWindow {
    /** Credit to give. */
    public record Grant(int messages, long bytes) {}

    private int messagesMax;
    private final long bytesMax;

    private int heldMessages;
    private long heldBytes;
    /** At the broker; bytes may be negative after a large message. */
    private int outstandingMessages;

    private long outstandingBytes;

    CreditWindow(int messagesMax, long bytesMax) {
        this.messagesMax = messagesMax;
        this.bytesMax = bytesMax;
    }

    void arrived(int sizeBytes) {
        outstandingMessages--;
        outstandingBytes -= sizeBytes;
        held(sizeBytes);
    }

    /** A message lies in the buffer (again). */
    void held(int sizeBytes) {
        heldMessages++;
        heldBytes += sizeBytes;
    }

    void taken(int sizeBytes) {
        heldMessages--;
        heldBytes -= sizeBytes;
    }

    /** The broker has taken all credit back. */
    void revoked() {
        outstandingMessages = 0;
        outstandingBytes = 0;
    }

    /** Credit that is out already stays, though it is more than the new window. */
    void resize(int newMessagesMax) {
        messagesMax = newMessagesMax;
    }

    /** Whether half of the window is free. */
    boolean isDue() {
        return messagesMax > 0 && isHalfFree();
    }

    private boolean isHalfFree() {
        return freeMessages() * 2L >= messagesMax || freeBytes() * 2 >= bytesMax;
    }

    /** What to give the broker now; it counts as given. */
    Grant grant() {
        Grant grant = new Grant(Math.max(freeMessages(), 0), Math.max(freeBytes(), 0));
        outstandingMessages += grant.messages();
        outstandingBytes += grant.bytes();
        return grant;
    }

    private int freeMessages() {
        return messagesMax - outstandingMessages - heldMessages;
    }

    private long freeBytes() {
        return bytesMax - outstandingBytes - heldBytes;
    }
}
