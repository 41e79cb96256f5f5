// SPDX-License-Identifier: Apache-2.0

/**
 * How a session settles what it has delivered: {@link io.mambamq.jms.settlement.Acknowledgement} has one implementation per session
 * mode (JMS 3.1 §6.2.10). One call at a time, which {@link io.mambamq.jms.settlement.SerializedAcknowledgement} sees to.
 */
@NullMarked
package io.mambamq.jms.settlement;

import org.jspecify.annotations.NullMarked;
