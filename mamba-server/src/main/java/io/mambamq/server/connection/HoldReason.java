// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.connection;

/** Why a client is not read from for a while. */
public enum HoldReason {
    /** More was proposed than the log has committed. */
    LOG_BACKLOG,
    /** Answers wait behind messages that are being read back. */
    ANSWERS_WAITING,
    /** Its user and password are being checked. */
    LOGIN,
    /** The broker is closing. */
    CLOSING
}
