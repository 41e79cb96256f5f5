// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Passwords that were checked the long way already, so that a pool's hundredth connection does not wait for it. Kept as a
 * keyed hash whose key never leaves this object: not worth more than the password itself to whoever can read the memory.
 * Holds one per user; a wrong password never gets a short answer. Not thread-safe.
 */
final class ProvenPasswords {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final Mac mac;
    private final Map<String, byte[]> proofs = new HashMap<>();

    ProvenPasswords() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    void add(String user, String password) {
        proofs.put(user, proofOf(password));
    }

    boolean isProven(String user, String password) {
        byte[] proof = proofs.get(user);
        return proof != null && MessageDigest.isEqual(proof, proofOf(password));
    }

    private byte[] proofOf(String password) {
        return mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
    }
}
