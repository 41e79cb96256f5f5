// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.provider;

import jakarta.jms.Queue;
import jakarta.jms.Topic;

/** An implementation of Jakarta Messaging with a broker of its own. One on the class path is found as a service. */
public interface Provider {
    void start() throws Exception;

    /** Stops the broker and starts it with the same data. */
    void restart() throws Exception;

    void stop() throws Exception;

    Connections connections();

    Queue queue(String name);

    Topic topic(String name);
}
