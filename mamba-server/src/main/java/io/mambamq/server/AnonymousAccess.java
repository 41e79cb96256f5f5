// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server;

/**
 * Who may connect over the listener without a user. A connection within the JVM always may: whoever runs in the server's
 * process has all that the server has.
 */
public enum AnonymousAccess {
    /** Everybody, as long as there is no file of users. The first user that is added closes this door. */
    UNTIL_USERS,
    ALWAYS,
    NEVER
}
