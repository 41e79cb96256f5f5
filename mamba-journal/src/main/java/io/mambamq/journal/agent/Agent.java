// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.agent;

/** Owns state and changes it in duty cycles. All methods are called by one thread. */
public interface Agent {

    /** Does what there is to do; returns 0 where there was nothing. Never blocks except on storage. */
    int doWork();

    /** Whether {@link #doWork} would find something: asked once more between deciding to park and parking. */
    boolean hasWork();

    /** After how long without work {@link #onIdle} is wanted; 0 for never. */
    long idleNs();

    /** No work came for {@link #idleNs}. */
    void onIdle();

    /** The last call: finishes what was accepted and lets go of resources. */
    void onClose();
}
