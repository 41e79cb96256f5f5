// SPDX-License-Identifier: Apache-2.0
/**
 * The files of one journal directory. The only package that touches a {@link java.nio.channels.FileChannel}; everything
 * above goes through {@link io.mambamq.journal.file.IoLayer}, which the simulation replaces.
 *
 * <p>A FileChannel closes itself when the thread inside it is interrupted. Therefore only threads that the journal owns
 * use the files of an open journal; the opening thread uses its own handles and closes them.
 */
@NullMarked
package io.mambamq.journal.file;

import org.jspecify.annotations.NullMarked;
