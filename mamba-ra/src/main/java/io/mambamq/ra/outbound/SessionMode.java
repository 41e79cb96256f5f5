// SPDX-License-Identifier: Apache-2.0

package io.mambamq.ra.outbound;

import jakarta.jms.JMSException;
import jakarta.jms.Session;

/** What an application server makes of the session mode that an application asks for (Jakarta Messaging 3.1 §12.3, §12.4). */
final class SessionMode {
    private SessionMode() {}

    /**
     * The mode outside of a transaction; inside of one it does not matter.
     *
     * @throws JMSException if there is no such mode
     */
    static int inApplicationServer(int asked) throws JMSException {
        return switch (asked) {
            case Session.DUPS_OK_ACKNOWLEDGE -> Session.DUPS_OK_ACKNOWLEDGE;
            case Session.AUTO_ACKNOWLEDGE, Session.CLIENT_ACKNOWLEDGE, Session.SESSION_TRANSACTED ->
                Session.AUTO_ACKNOWLEDGE;
            default -> throw new JMSException("there is no session mode " + asked);
        };
    }
}
