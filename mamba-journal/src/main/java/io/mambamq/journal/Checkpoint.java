// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal;

/**
 * A checkpoint being taken: its owner's state as it is after a certain record, written in pieces, and the names of all
 * records whose bodies are still needed. Get one from {@link Journal#beginCheckpoint}.
 *
 * <p>Confined to the owner's thread, that of the executor handed in. It counts for nothing before
 * {@link CheckpointListener#onCommitted}; a crash before that leaves the one before it.
 */
public interface Checkpoint {

    /**
     * The body of this record is still needed. To be called once for each such record of the state that is written, in
     * any order, before {@link #commit}: one that is left out may be gone afterwards.
     *
     * @param stream of the record, as appended
     */
    void live(int stream, long position);

    /** Whether {@link #write} takes a piece now; {@link CheckpointListener#onRoom} tells when it does again. */
    boolean hasRoom();

    /**
     * The next piece of the state, to be handed to {@link ReplayHandler#checkpoint} as it is.
     *
     * @param piece belongs to the journal from now on
     * @throws IllegalStateException where there is no room
     */
    void write(byte[] piece);

    /** All pieces were written and all live records named. The listener tells the outcome. */
    void commit();

    /** Gives the checkpoint up. The listener is not called any more; another one can be begun when it is due. */
    void abandon();
}
