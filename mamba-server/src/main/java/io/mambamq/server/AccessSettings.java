// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Who is let in.
 *
 * @param usersFile the users and the hashes of their passwords; null for {@link #USERS_FILE} in the data directory
 */
public record AccessSettings(@Nullable Path usersFile, AnonymousAccess anonymous) {
    public static final AccessSettings DEFAULT = new AccessSettings(null, AnonymousAccess.UNTIL_USERS);

    /** The file's name in a data directory. */
    public static final String USERS_FILE = "users.properties";

    public AccessSettings withUsersFile(@Nullable Path value) {
        return new AccessSettings(value, anonymous);
    }

    /** The file of users of a broker on that data directory. */
    public Path usersFileIn(Path dataDirectory) {
        return usersFile != null ? usersFile : dataDirectory.resolve(USERS_FILE);
    }
}
