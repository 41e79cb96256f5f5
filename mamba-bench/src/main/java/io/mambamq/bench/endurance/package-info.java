// SPDX-License-Identifier: Apache-2.0

/**
 * The journal over a long time and with much in it: {@link io.mambamq.bench.endurance.JournalSoak} appends for minutes in a
 * limited log, {@link io.mambamq.bench.endurance.JournalRestart} opens one with millions of messages. Both drive the journal as
 * a broker does, without one: an appender thread, and an owner's thread to which the index of
 * what is live belongs and which takes the checkpoints.
 */
@NullMarked
package io.mambamq.bench.endurance;

import org.jspecify.annotations.NullMarked;
