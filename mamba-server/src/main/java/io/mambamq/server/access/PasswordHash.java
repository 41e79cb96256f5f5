// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.access;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What is kept of a password: {@code pbkdf2-sha256:iterations:salt:hash}, the latter two in Base64. Immutable.
 */
final class PasswordHash {
    /** What trying one password costs: about 0.2 s of one core. */
    static final int ITERATIONS = 600_000;

    static final int ITERATIONS_MAX = 10_000_000;

    /** Longer passwords are nobody's. */
    static final int PASSWORD_CHARS_MAX = 1_000;

    static final String SCHEME = "pbkdf2-sha256";
    private static final String ALGORITHM = "PBKDF2WithHmacSHA256";
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(int iterations, byte[] salt, byte[] hash) {
        this.iterations = iterations;
        this.salt = salt;
        this.hash = hash;
    }

    int iterations() {
        return iterations;
    }

    /** Of a password, with a salt of its own. */
    static PasswordHash of(char[] password, int iterations) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return new PasswordHash(iterations, salt, derive(password, salt, iterations));
    }

    /** Nobody's: takes as long to check as somebody's. */
    static PasswordHash nobodys(int iterations) {
        byte[] hash = new byte[HASH_BYTES];
        RANDOM.nextBytes(hash);
        return new PasswordHash(iterations, hash.clone(), hash);
    }

    /** Takes as long for a wrong password as for the right one. */
    boolean matches(char[] password) {
        boolean possible = password.length <= PASSWORD_CHARS_MAX;
        byte[] derived = derive(possible ? password : new char[0], salt, iterations);
        return MessageDigest.isEqual(hash, derived) && possible;
    }

    /**
     * Reads what {@link #format} wrote.
     *
     * @throws IllegalArgumentException if it did not; does not repeat it
     */
    static PasswordHash parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 4 || !parts[0].equals(SCHEME)) {
            throw new IllegalArgumentException("a password is kept as " + SCHEME + ":iterations:salt:hash");
        }
        int iterations = parseIterations(parts[1]);
        byte[] salt = Base64.getDecoder().decode(parts[2]);
        byte[] hash = Base64.getDecoder().decode(parts[3]);
        if (salt.length != SALT_BYTES || hash.length != HASH_BYTES) {
            throw new IllegalArgumentException(
                    "the salt has " + SALT_BYTES + " bytes and the hash " + HASH_BYTES + ", in Base64");
        }
        return new PasswordHash(iterations, salt, hash);
    }

    private static int parseIterations(String text) {
        int iterations;
        try {
            iterations = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            iterations = 0;
        }
        if (iterations < 1 || iterations > ITERATIONS_MAX) {
            throw new IllegalArgumentException("the iterations are a number from 1 to " + ITERATIONS_MAX);
        }
        return iterations;
    }

    String format() {
        Base64.Encoder base64 = Base64.getEncoder();
        return SCHEME + ':' + iterations + ':' + base64.encodeToString(salt) + ':' + base64.encodeToString(hash);
    }

    /** Without salt and hash. */
    @Override
    public String toString() {
        return "PasswordHash[" + SCHEME + ", " + iterations + " iterations]";
    }

    private static byte[] derive(char[] password, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(password, salt, iterations, HASH_BYTES * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        } finally {
            spec.clearPassword();
        }
    }
}
