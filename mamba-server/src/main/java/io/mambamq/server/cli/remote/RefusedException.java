// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.remote;

import io.mambamq.protocol.ErrorCode;

/** The broker answered, and would not do what it was asked to; nothing was changed. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    RefusedException(ErrorCode code, String text) {
        super(text);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
