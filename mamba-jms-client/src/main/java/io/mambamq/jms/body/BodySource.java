// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.body;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of a body, wherever they are. */
public interface BodySource {
    long lengthBytes();

    /**
     * Reads them from the beginning. The stream knows {@code mark} and {@code reset} without a limit, and a read of an array
     * fills it unless the body ends first. It needs not be closed.
     *
     * @throws IOException if the bytes cannot be had; so may reading
     */
    InputStream open() throws IOException;
}
