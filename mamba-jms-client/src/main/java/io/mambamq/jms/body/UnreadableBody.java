// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.body;

import java.io.IOException;
import java.io.InputStream;

/** A body that could not be fetched, and why. */
public record UnreadableBody(long lengthBytes, IOException reason) implements BodySource {
    @Override
    public InputStream open() throws IOException {
        throw new IOException(reason.getMessage(), reason);
    }
}
