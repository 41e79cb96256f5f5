// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.body;

import io.mambamq.protocol.message.EncodedMessage;

/** Waits for a message that is read back. Called on the partition's thread. */
public interface BodyReceiver {
    /** The message that the command at the position carried. */
    void body(EncodedMessage message);

    /** It cannot be read. */
    void unreadable(long position, Exception cause);
}
