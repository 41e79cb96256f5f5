// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.reconnect;

import io.mambamq.jms.Async;
import jakarta.jms.CompletionListener;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.util.Collection;

/** Writes down the text of what was completed, and the error code of what was not. */
record Recording(Collection<String> completed) implements CompletionListener {
    @Override
    public void onCompletion(Message message) {
        Async.unchecked(() -> completed.add(((TextMessage) message).getText()));
    }

    @Override
    public void onException(Message message, Exception exception) {
        completed.add(((JMSException) exception).getErrorCode());
    }
}
