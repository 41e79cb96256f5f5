// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms;

/** Judges numbers that are configured. Needs none of the classes that use it: their defaults are made while they are initialised. */
final class Limits {
    private Limits() {}

    /** @throws IllegalArgumentException if the value is smaller; names it */
    static void requireAtLeast(int min, int value, String name) {
        if (value < min) {
            throw new IllegalArgumentException(name + " is at least " + min + ", not " + value);
        }
    }
}
