// SPDX-License-Identifier: Apache-2.0

package io.mambamq.cdi;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** Messages of the CDI extension, ids 500 to 599; an id is never reused. */
@MessageLogger(projectCode = "MAMBA", length = 6)
public interface CdiLog extends BasicLogger {

    CdiLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), CdiLog.class, "io.mambamq.cdi");

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 500, value = "%s consumes %s %s")
    void consuming(String listener, DestinationType type, String destination);

    @LogMessage(level = Logger.Level.WARN)
    @Message(id = 501, value = "%s does not consume: %s; the next attempt is in %d ms")
    void notConsuming(String listener, String why, long delayMs);

    @LogMessage(level = Logger.Level.INFO)
    @Message(id = 502, value = "%s has stopped consuming")
    void stopped(String listener);

    @LogMessage(level = Logger.Level.DEBUG)
    @Message(id = 503, value = "A context was not closed in order")
    void notClosed(@Cause Throwable cause);
}
