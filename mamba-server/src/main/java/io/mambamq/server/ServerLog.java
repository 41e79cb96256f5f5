// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server;

import io.mambamq.protocol.ErrorCode;
import java.lang.invoke.MethodHandles;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;
import org.jboss.logging.annotations.ValidIdRange;
import org.jspecify.annotations.Nullable;

/** Messages of the server, ids 200 to 299; an id is never reused. */
@MessageLogger(projectCode = "MAMBA", length = 6)
@ValidIdRange(min = 200, max = 299)
public interface ServerLog {
    ServerLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), ServerLog.class, "io.mambamq.server");

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 200, value = "Started: data in %s, %d commands replayed in %d ms, broker %s")
    void started(String dataDirectory, long commands, long millis, String brokerId);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 201, value = "Listening on %s")
    void listening(String address);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 202, value = "Closed in order; since the start %d commands in %d batches became durable by %d syncs")
    void closed(long commands, long batches, long syncs);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 203, value = "Closed after %d ms without waiting any longer for the log")
    void closedLate(long millis);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 204, value = "The journal failed; nothing is confirmed any more until a restart: %s")
    void journalFailed(@Nullable String why);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 205, value = "A defect stopped the broker; what was confirmed is in the journal")
    void defect(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 206, value = "No space left for the journal, sends are refused until there is: %s")
    void logFull(@Nullable String why);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 207, value = "There is space for the journal again")
    void logHasSpaceAgain();

    @LogMessage(level = Logger.Level.DEBUG)
    @Message(id = 210, value = "%s connected with %s")
    void connected(String peer, String product);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 211, value = "Closed the connection of %s: %s, %s")
    void protocolViolation(String peer, ErrorCode code, @Nullable String text);

    @LogMessage(level = Logger.Level.DEBUG)
    @Message(id = 212, value = "%s closed its connection")
    void closedByPeer(String peer);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 213, value = "Not a word from %s for three heartbeats")
    void silent(String peer);

    @LogMessage(level = Logger.Level.DEBUG)
    @Message(id = 214, value = "Lost the connection of %s: %s")
    void connectionLost(String peer, String why);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 215, value = "Refused a connection from %s: %d are open already")
    void tooManyConnections(String peer, int connectionsMax);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 221, value = "Lost the transport of %s; its connection stays for %d ms, should it come back")
    void detached(String peer, int timeoutMs);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 222, value = "%s came back to its connection")
    void resumed(String peer);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 223, value = "Gave up the connection of %s: %s")
    void gaveUp(String peer, String why);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 219, value = "The file of users cannot be read, so they stay as they were: %s")
    void usersUnreadable(@Nullable String why);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 216, value = "The message at position %d cannot be read back and is not delivered: %s")
    void messageUnreadable(long position, @Nullable String why);

    @LogMessage(level = Logger.Level.WARN)
    @Message(
            id = 217,
            value = "The message at position %d cannot be read back, so no selector was tried on it; a consumer without"
                    + " selector can tell more: %s")
    void messageNotExamined(long position, @Nullable String why);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(
            id = 220,
            value =
                    "The message at position %d cannot be read back, so it stays in its queue although its attempts are used"
                            + " up: %s")
    void deadLetterUnreadable(long position, @Nullable String why);

    @LogMessage(level = Logger.Level.DEBUG)
    @Message(
            id = 218,
            value =
                    "The message at position %d cannot be read back and is not shown to a browser; it may have been consumed"
                            + " meanwhile: %s")
    void messageNotShown(long position, @Nullable String why);
}
