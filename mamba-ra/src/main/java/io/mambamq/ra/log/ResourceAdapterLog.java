// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.log;

import static org.jboss.logging.Logger.Level.DEBUG;
import static org.jboss.logging.Logger.Level.ERROR;
import static org.jboss.logging.Logger.Level.INFO;
import static org.jboss.logging.Logger.Level.WARN;

import java.lang.invoke.MethodHandles;
import org.jboss.logging.BasicLogger;
import org.jboss.logging.Logger;
import org.jboss.logging.annotations.Cause;
import org.jboss.logging.annotations.LogMessage;
import org.jboss.logging.annotations.Message;
import org.jboss.logging.annotations.MessageLogger;

/** Everything that the resource adapter logs. */
@MessageLogger(projectCode = "MAMBA")
public interface ResourceAdapterLog extends BasicLogger {
    ResourceAdapterLog LOG = Logger.getMessageLogger(MethodHandles.lookup(), ResourceAdapterLog.class, "io.mambamq.ra");

    @LogMessage(level = INFO)
    @Message(id = 400, value = "The resource adapter uses the broker at %s")
    void remoteBroker(String url);

    @LogMessage(level = INFO)
    @Message(id = 401, value = "%s consumes %s with up to %d concurrent deliveries")
    void endpointActivated(String endpoint, String destination, int concurrency);

    @LogMessage(level = INFO)
    @Message(id = 402, value = "%s has stopped consuming %s")
    void endpointDeactivated(String endpoint, String destination);

    @LogMessage(level = WARN)
    @Message(id = 403, value = "%s cannot consume %s of %s: %s. Trying again until it works or is deactivated")
    void cannotConsume(String endpoint, String destination, String target, String reason);

    @LogMessage(level = INFO)
    @Message(id = 404, value = "%s consumes %s of %s again")
    void consumesAgain(String endpoint, String destination, String target);

    @LogMessage(level = WARN)
    @Message(id = 405, value = "%s failed to process message %s from %s, which will be delivered again: %s")
    void deliveryFailed(String endpoint, String messageId, String destination, String reason);

    @LogMessage(level = DEBUG)
    @Message(id = 406, value = "%s takes no message from %s now, trying again: %s")
    void endpointUnavailable(String endpoint, String destination, String reason);

    @LogMessage(level = WARN)
    @Message(
            id = 407,
            value = "%d deliveries of %s to %s still run after %d ms: they are abandoned, their messages come again")
    void drainTimedOut(long running, String destination, String endpoint, long timeoutMs);

    @LogMessage(level = ERROR)
    @Message(id = 408, value = "A worker of %s met an unexpected error and starts anew")
    void workerFailed(String endpoint, @Cause Throwable cause);

    @LogMessage(level = INFO)
    @Message(id = 409, value = "%d transaction branches are in doubt at %s, waiting for the transaction manager")
    void branchesInDoubt(int count, String target);

    @LogMessage(level = DEBUG)
    @Message(id = 410, value = "Closing %s failed")
    void closingFailed(String what, @Cause Throwable cause);

    @LogMessage(level = DEBUG)
    @Message(id = 412, value = "The application server did not take an endpoint back")
    void endpointNotReleased(@Cause Throwable cause);

    @LogMessage(level = INFO)
    @Message(id = 413, value = "%s sets %s, which is called %s here")
    void otherName(String owner, String otherName, String ownName);

    @LogMessage(level = INFO)
    @Message(id = 414, value = "%s sets %s, which has no effect here: %s")
    void withoutEffect(String owner, String name, String reason);

    @LogMessage(level = WARN)
    @Message(
            id = 415,
            value = "connectionParameters has %s, which is unknown and left out; the nearest known name is %s")
    void unknownParameter(String name, String nearest);

    @LogMessage(level = INFO)
    @Message(id = 416, value = "%s does not consume %s: startDelivery is false")
    void endpointNotStarted(String endpoint, String destination);

    @LogMessage(level = WARN)
    @Message(
            id = 417,
            value = "%s failed %d times in a row: deliveries from %s pause, for %d ms at first, then one message"
                    + " tries whether it works again")
    void deliveriesPaused(String endpoint, int failures, String destination, long pauseMs);

    @LogMessage(level = INFO)
    @Message(id = 418, value = "%s processes messages again: deliveries from %s go on")
    void deliveriesResumed(String endpoint, String destination);

    @LogMessage(level = WARN)
    @Message(
            id = 419,
            value = "No connection to %s as %s: %s. Endpoints wait until there is one, applications are told")
    void noConnection(String target, String credentials, String reason);

    @LogMessage(level = INFO)
    @Message(id = 420, value = "Connected to %s as %s again, at attempt %d")
    void connectedAgain(String target, String credentials, int attempt);
}
