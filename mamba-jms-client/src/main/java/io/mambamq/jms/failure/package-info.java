// SPDX-License-Identifier: Apache-2.0

/**
 * What goes wrong between this client and a broker ({@link io.mambamq.jms.failure.CallException} and its kinds), how an
 * application gets to see it, and the refusals of what this version does not offer yet. Stateless, any thread.
 */
@NullMarked
package io.mambamq.jms.failure;

import org.jspecify.annotations.NullMarked;
