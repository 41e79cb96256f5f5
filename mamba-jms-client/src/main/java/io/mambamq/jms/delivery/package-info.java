// SPDX-License-Identifier: Apache-2.0

/**
 * What was received and not yet handed over. {@link io.mambamq.jms.delivery.Inbox} is a session's: filled by the reader thread,
 * emptied by the session's receivers or by its {@link io.mambamq.jms.delivery.ListenerThread}. One lock per session guards it all and is
 * never held over I/O or application code.
 *
 * <p>{@link io.mambamq.jms.delivery.SendCompletions} calls the session's completion listeners, in turns with its message listeners.
 */
@NullMarked
package io.mambamq.jms.delivery;

import org.jspecify.annotations.NullMarked;
