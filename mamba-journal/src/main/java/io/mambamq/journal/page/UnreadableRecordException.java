// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.page;

import java.io.IOException;

/** The storage does not give a record back that has to be carried: nothing was written, and nothing is lost by it. */
public final class UnreadableRecordException extends IOException {

    private static final long serialVersionUID = 1L;

    UnreadableRecordException(IOException cause) {
        super("cannot read a record that has to be carried: " + cause.getMessage(), cause);
    }
}
