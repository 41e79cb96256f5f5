// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.session;

import jakarta.jms.JMSException;
import jakarta.jms.Session;

/** How a session acknowledges (JMS 3.1 §6.2.10), and whether it is transacted. */
public enum SessionMode {
    AUTO(Session.AUTO_ACKNOWLEDGE),
    CLIENT(Session.CLIENT_ACKNOWLEDGE),
    DUPS_OK(Session.DUPS_OK_ACKNOWLEDGE),
    TRANSACTED(Session.SESSION_TRANSACTED),
    /** In the transactions of a transaction manager, automatic outside. An application sees a transacted session. */
    XA(Session.SESSION_TRANSACTED);

    private final int jmsValue;

    SessionMode(int jmsValue) {
        this.jmsValue = jmsValue;
    }

    public int jmsValue() {
        return jmsValue;
    }

    public boolean isTransacted() {
        return this == TRANSACTED || this == XA;
    }

    /** The mode with that JMS constant. */
    public static SessionMode of(int jmsValue) throws JMSException {
        return switch (jmsValue) {
            case Session.AUTO_ACKNOWLEDGE -> AUTO;
            case Session.CLIENT_ACKNOWLEDGE -> CLIENT;
            case Session.DUPS_OK_ACKNOWLEDGE -> DUPS_OK;
            case Session.SESSION_TRANSACTED -> TRANSACTED;
            default ->
                throw new JMSException("a session mode is AUTO_ACKNOWLEDGE (1), CLIENT_ACKNOWLEDGE (2), "
                        + "DUPS_OK_ACKNOWLEDGE (3) or SESSION_TRANSACTED (0), not " + jmsValue);
        };
    }
}
