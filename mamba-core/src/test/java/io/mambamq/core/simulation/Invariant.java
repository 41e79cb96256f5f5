// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.simulation;

/** Something that holds after every event. */
interface Invariant {
    void check(World world);
}
