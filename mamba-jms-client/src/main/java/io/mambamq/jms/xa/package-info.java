// SPDX-License-Identifier: Apache-2.0

/**
 * XA (JMS 3.1 ch. 11, JTA): {@link io.mambamq.jms.xa.MambaXaResource} associates one session with branches; branches are prepared and
 * decided through {@link io.mambamq.jms.xa.BranchCalls}, by their ids alone, so that this outlives the session and the process. Called on
 * the transaction manager's threads.
 */
@NullMarked
package io.mambamq.jms.xa;

import org.jspecify.annotations.NullMarked;
