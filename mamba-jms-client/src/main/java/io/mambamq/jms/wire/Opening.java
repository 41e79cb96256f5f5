// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.jms.ClientLog;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.ConnectionLostException;
import io.mambamq.jms.failure.RefusedException;
import java.util.ArrayList;
import java.util.List;

/** A session that is being opened on a link, with what stands in it. Confined to the thread that opens it. */
final class Opening {
    private record Asked(Object key, Standing standing, Answer answer) {}

    private final WireSession session;
    private final int life;
    private final Answer answer = new Answer();
    private final List<Asked> asked = new ArrayList<>();
    private boolean opened;
    private long highestSequence;

    Opening(WireSession session, int life) {
        this.session = session;
        this.life = life;
    }

    /** What the broker's answer to the opening goes to. */
    Answer answer() {
        return answer;
    }

    /** What the broker's answer about something that stands goes to. */
    Answer answerAbout(Object key, Standing standing) {
        Asked about = new Asked(key, standing, new Answer());
        asked.add(about);
        return about.answer;
    }

    /**
     * Returns when the broker has answered; what it refuses ends, and who has it is told.
     *
     * @throws io.mambamq.jms.failure.CutException if the link is lost meanwhile
     * @throws io.mambamq.jms.failure.NoAnswerException when the deadline has passed
     */
    void await(Deadline deadline) throws CallException {
        try {
            highestSequence = answer.await(deadline, "open a session again");
            opened = true;
            for (Asked each : asked) {
                await(each, deadline);
            }
        } catch (ConnectionLostException e) {
            // The session, or the connection, was closed meanwhile.
            opened = false;
        } catch (RefusedException e) {
            ClientLog.LOG.notOpenedAgain(String.valueOf(e.getMessage()));
            session.fail(new ConnectionLostException(
                    "the broker does not open the session again: " + e.code() + ' ' + e.getMessage(), e));
        }
    }

    private void await(Asked about, Deadline deadline) throws CallException {
        try {
            about.answer.await(deadline, "open again what a session had");
        } catch (RefusedException e) {
            ClientLog.LOG.notOpenedAgain(String.valueOf(e.getMessage()));
            session.standings().forget(about.key);
            about.standing.refused().accept(e);
        }
    }

    /** Sends again what the broker does not have, and lets others send. Waits for credit. */
    void sendAgain() throws CallException {
        if (opened) {
            session.sends().open(life, highestSequence);
        }
    }
}
