// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** Messages of the client, ids 300 to 399; an id is never reused. */
@MessageLogger(projectCode = "MAMBA", length = 6)
public interface ClientLog extends BasicLogger {

    ClientLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), ClientLog.class, "io.mambamq.jms");

    @LogMessage(level = Logger.Level.DEBUG)
    @Message(id = 300, value = "Connected to broker %s (%s) at %s")
    void connected(String brokerId, String product, String peer);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 301, value = "The connection to %s is lost: %s")
    void connectionLost(String peer, String why);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 302, value = "A message listener threw; whether %s is delivered again depends on its session's mode")
    void listenerThrew(String message, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 303, value = "An exception listener threw")
    void exceptionListenerThrew(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 304, value = "The broker refused a message that nobody waits for: %s")
    void unconfirmedSendRefused(String why);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 305, value = "A defect of the Mamba client ends the connection to %s; please report it")
    void defect(String peer, @Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 306, value = "The broker refused an acknowledgement: %s; the messages may be delivered again")
    void acknowledgementRefused(String why);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 307, value = "A session's listener thread ends: %s")
    void dispatchEnded(String why);

    @LogMessage(level = Logger.Level.ERROR)
    @Message(id = 308, value = "A defect of the Mamba client ends a session's listener thread; please report it")
    void dispatchDefect(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 309, value = "A completion listener threw")
    void completionListenerThrew(@Cause Throwable cause);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 310, value = "The connection to %s is cut, and is being made anew: %s")
    void connectionCut(String peer, String why);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 311, value = "Connected to %s again, at attempt %d; its sessions go on")
    void connectedAgain(String peer, int attempt);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 312, value = "The broker does not open a session, consumer or temporary destination again: %s")
    void notOpenedAgain(String why);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 313, value = "The connection to %s has lost its transport, and is being resumed: %s")
    void detached(String peer, String why);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 314, value = "The connection to %s is resumed, at attempt %d")
    void resumed(String peer, int attempt);
}
