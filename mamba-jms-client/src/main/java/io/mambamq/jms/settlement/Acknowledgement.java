// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.settlement;

import io.mambamq.jms.failure.CallException;

/** What a session does about a delivery, by its mode. One call at a time. */
public interface Acknowledgement {
    /**
     * The application is about to get it.
     *
     * @return false if the connection was lost since it came: it comes again, and must not be taken for consumed
     */
    boolean delivered(long delivery);

    /**
     * The application has it: receive is about to return, or the listener has returned.
     *
     * @param more whether another message lies ready, so that an acknowledgement may wait for company
     */
    void completed(long delivery, boolean more) throws CallException;

    /** Writes what was held back, at the latest before the session waits. */
    void flush() throws CallException;

    /**
     * {@code Message.acknowledge()}: of everything delivered so far; nothing in sessions that do it by themselves.
     *
     * @throws io.mambamq.jms.failure.CutException if some of it comes again, because the connection was lost; nothing of it is
     *     acknowledged then, and the rest still can be
     */
    void acknowledgeAll() throws CallException;

    /** Tells the broker to have again what the application got and did not acknowledge. Does not write yet. */
    void giveBack();

    /** Whether something that the application got is still unsettled after a {@link #flush}: it may be acknowledged later. */
    boolean hasUnacknowledged();
}
