// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.wire;

import io.mambamq.jms.ClientLog;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.CutException;
import io.mambamq.jms.failure.RefusedException;
import io.mambamq.protocol.frame.SessionFrame;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** What stands in a session: what it has at the broker in all of its lives until it is released. Any thread. */
public final class Standings {
    private final WireSession session;
    /** The session's, so that what stands and the life that has it change together. */
    private final ReentrantLock speaking;
    // guarded by speaking
    private final Map<Object, Standing> standing = new LinkedHashMap<>();

    Standings(WireSession session, ReentrantLock speaking) {
        this.session = session;
        this.speaking = speaking;
    }

    /**
     * Asks for something that the session has from then on, in all of its lives until {@link #release}.
     *
     * @param key unique in the session
     * @param frame makes the request of the number that it gets
     * @param refused told if a later life cannot have it; must not block
     */
    public void establish(Object key, String what, IntFunction<SessionFrame> frame, Consumer<RefusedException> refused)
            throws CallException {
        Deadline deadline = session.wire().callDeadline();
        Standing wanted = new Standing(frame, refused);
        boolean stands = false;
        while (!stands) {
            int life = session.awaitLife(deadline, what);
            try {
                session.requests().callIn(life, what, frame, new Answer(), deadline);
                stands = keep(life, key, wanted);
            } catch (CutException e) {
                ClientLog.LOG.debugf("session %d asks again: %s", session.number(), what);
            }
        }
    }

    /** False if the life that has it is over. */
    private boolean keep(int life, Object key, Standing established) {
        speaking.lock();
        try {
            boolean current = session.life() == life;
            if (current) {
                standing.put(key, established);
            }
            return current;
        } finally {
            speaking.unlock();
        }
    }

    /**
     * Gives up what was established; nothing has to be asked for while the connection is cut.
     *
     * @return false if it was given up before, or a later life could not have it
     * @throws RefusedException if the broker keeps it
     */
    public boolean release(Object key, String what, IntFunction<SessionFrame> frame) throws CallException {
        int life;
        Standing released;
        speaking.lock();
        try {
            released = standing.remove(key);
            life = session.life();
        } finally {
            speaking.unlock();
        }
        if (released == null || life == 0) {
            return released != null;
        }
        try {
            session.requests().callIn(life, what, frame, new Answer());
        } catch (CutException e) {
            ClientLog.LOG.debugf("session %d: it ended with the connection: %s", session.number(), what);
        } catch (RefusedException e) {
            keep(life, key, released);
            throw e;
        }
        return true;
    }

    /** A later life did not get it. */
    void forget(Object key) {
        speaking.lock();
        try {
            standing.remove(key);
        } finally {
            speaking.unlock();
        }
    }

    /** In the order in which they were established. With speaking held. */
    void forEach(BiConsumer<Object, Standing> action) {
        standing.forEach(action);
    }
}
