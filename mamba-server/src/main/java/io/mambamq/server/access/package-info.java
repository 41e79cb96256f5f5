// SPDX-License-Identifier: Apache-2.0

/**
 * Users, their passwords, and who is let in: {@link io.mambamq.server.access.LoginCheck} decides, on a thread of its own
 * because checking a password takes long on purpose.
 */
@NullMarked
package io.mambamq.server.access;

import org.jspecify.annotations.NullMarked;
