// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.jms.failure.CallException;
import io.mambamq.protocol.transaction.TransactionId;
import java.util.List;

/** Takes what became of a request; exactly one method is called, once, on the reader thread or by whoever loses the connection. */
public interface Reply {
    void done(long value);

    void inDoubt(List<TransactionId> ids);

    /** Refused, or the connection is lost. */
    void failed(CallException failure);

    /** False once nobody wants to know any more. */
    default boolean isAwaited() {
        return true;
    }
}
