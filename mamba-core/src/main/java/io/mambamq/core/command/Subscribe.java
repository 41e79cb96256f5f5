// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.command;

import io.mambamq.core.queue.Subscription;
import io.mambamq.protocol.bytes.ByteReader;
import io.mambamq.protocol.bytes.ByteSink;

/**
 * A subscription of a topic exists from now on, empty.
 *
 * @param id stands for it in later commands; destinations and subscriptions share one sequence of ids, which ascend by one
 *     from 1 and are not reused before the next {@link Restarted}
 */
public record Subscribe(int id, Subscription subscription) implements Command {
    @Override
    public CommandType type() {
        return CommandType.SUBSCRIBE;
    }

    @Override
    public void encodePayload(ByteSink sink) {
        sink.putInt(id);
        subscription.encode(sink);
    }

    static Subscribe decode(ByteReader reader) {
        return new Subscribe(reader.readInt(), Subscription.decode(reader));
    }
}
