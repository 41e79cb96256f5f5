// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.jms.failure.RefusedException;
import io.mambamq.protocol.frame.SessionFrame;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * What a session has at the broker until it is released, and what it is given again in each of its lives.
 *
 * @param frame makes the request for it of the number that it gets
 * @param refused told when a later life cannot have it; on the thread that opens the session again, and must not block
 */
record Standing(IntFunction<SessionFrame> frame, Consumer<RefusedException> refused) {}
