// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli;

import io.mambamq.server.ServerStartException;

/** What the process tells whoever started it. Part of the interface: scripts rely on the numbers. */
final class ExitCode {
    static final int ORDERLY = 0;
    static final int DEFECT = 1;
    static final int USAGE = 2;
    static final int JOURNAL_DAMAGED = 3;
    static final int DATA_DIRECTORY = 4;
    static final int PORT_IN_USE = 5;
    static final int JOURNAL_FAILED = 6;

    private ExitCode() {}

    static int of(ServerStartException.Reason reason) {
        return switch (reason) {
            case ADDRESS_NOT_POSSIBLE, USERS_UNUSABLE -> USAGE;
            case PORT_IN_USE -> PORT_IN_USE;
            case DATA_DIRECTORY_LOCKED, DATA_DIRECTORY_UNUSABLE -> DATA_DIRECTORY;
            case JOURNAL_DAMAGED -> JOURNAL_DAMAGED;
        };
    }
}
