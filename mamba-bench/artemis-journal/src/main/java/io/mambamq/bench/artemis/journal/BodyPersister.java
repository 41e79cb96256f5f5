// SPDX-License-Identifier: Apache-2.0

package io.mambamq.bench.artemis.journal;

import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.core.persistence.CoreMessageObjectPools;
import org.apache.activemq.artemis.core.persistence.Persister;

/** Writes the bytes into the journal's buffer without a copy in between, as the persister of a message does. */
enum BodyPersister implements Persister<byte[]> {
    INSTANCE;

    @Override
    public byte getID() {
        return 0;
    }

    @Override
    public int getEncodeSize(byte[] body) {
        return body.length;
    }

    @Override
    public void encode(ActiveMQBuffer buffer, byte[] body) {
        buffer.writeBytes(body);
    }

    @Override
    public byte[] decode(ActiveMQBuffer buffer, byte[] body, CoreMessageObjectPools pools) {
        throw new UnsupportedOperationException("records are only counted");
    }
}
