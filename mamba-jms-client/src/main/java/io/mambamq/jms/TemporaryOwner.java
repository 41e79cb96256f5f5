// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

import io.mambamq.protocol.message.DestinationName;
import jakarta.jms.JMSException;

/** The connection that temporary destinations belong to. Any thread. */
public interface TemporaryOwner {
    /**
     * The destination ends, with all that it holds.
     *
     * @throws JMSException if it has consumers, or was deleted before
     */
    void delete(DestinationName temporary) throws JMSException;

    /** Whether it was deleted, as far as this connection knows. */
    boolean isDeleted(DestinationName temporary);
}
