// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.access;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The users a server knows, by name. Immutable. */
public final class Users {
    public static final Users NONE = new Users(new TreeMap<>());

    private static final int NAME_BYTES_MAX = 255;

    private final SortedMap<String, PasswordHash> hashes;

    Users(SortedMap<String, PasswordHash> hashes) {
        this.hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
    }

    /** In alphabetical order. */
    public Set<String> names() {
        return hashes.keySet();
    }

    @Nullable
    PasswordHash find(String name) {
        return hashes.get(name);
    }

    SortedMap<String, PasswordHash> hashes() {
        return hashes;
    }

    /**
     * With a user who has this password, in place of one of that name. Takes a while.
     *
     * @throws IllegalArgumentException if name or password are not allowed; says why, without the password
     */
    public Users with(String name, char[] password) {
        return with(name, password, PasswordHash.ITERATIONS);
    }

    Users with(String name, char[] password, int iterations) {
        requireName(name);
        if (password.length == 0 || password.length > PasswordHash.PASSWORD_CHARS_MAX) {
            throw new IllegalArgumentException(
                    "a password has 1 to " + PasswordHash.PASSWORD_CHARS_MAX + " characters");
        }
        TreeMap<String, PasswordHash> more = new TreeMap<>(hashes);
        more.put(name, PasswordHash.of(password, iterations));
        return new Users(more);
    }

    public Users without(String name) {
        TreeMap<String, PasswordHash> fewer = new TreeMap<>(hashes);
        fewer.remove(name);
        return new Users(fewer);
    }

    /** @throws IllegalArgumentException if no user can have that name; says why */
    static void requireName(String name) {
        if (name.isEmpty() || name.getBytes(StandardCharsets.UTF_8).length > NAME_BYTES_MAX) {
            throw new IllegalArgumentException("a user's name has 1 to " + NAME_BYTES_MAX + " bytes");
        }
        if (!name.equals(name.strip()) || name.startsWith("#")) {
            throw new IllegalArgumentException(
                    "a user's name begins neither with # nor with white space, nor does it end with it");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a user's name has no control characters");
        }
    }
}
