// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.log;

import io.mambamq.core.command.Command;
import java.util.ArrayDeque;

/**
 * What was proposed and has not committed, and the answers that wait for it: an answer is parked behind the last
 * proposal and given when that commits, never by a blocked thread. Answers are given in the order in which they were
 * parked.
 */
public final class Proposals {
    private record Parked(long proposal, Runnable answer) {}

    private final CommandLog log;
    private final ArrayDeque<Parked> parked = new ArrayDeque<>();
    private long proposed;
    private long committed;

    public Proposals(CommandLog log) {
        this.log = log;
    }

    public void propose(Command command) {
        proposed++;
        log.propose(command);
    }

    /** Runs the answer once everything proposed so far has committed: now, if nothing is outstanding. */
    public void afterProposed(Runnable answer) {
        if (proposed == committed && parked.isEmpty()) {
            answer.run();
        } else {
            parked.addLast(new Parked(proposed, answer));
        }
    }

    /** The oldest outstanding proposal committed; its answers are due. */
    public void committed() {
        if (committed == proposed) {
            throw new IllegalStateException("the log committed more than the " + proposed + " proposed commands");
        }
        committed++;
    }

    /** Gives the answers that are due. */
    public void answerDue() {
        for (Parked next = parked.peekFirst(); next != null && next.proposal <= committed; next = parked.peekFirst()) {
            parked.removeFirst();
            next.answer.run();
        }
    }

    public long outstanding() {
        return proposed - committed;
    }
}
