// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.delivery;

import io.mambamq.jms.ClientLog;
import io.mambamq.jms.failure.CallException;
import io.mambamq.jms.failure.ConnectionLostException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Calls a session's listeners, one at a time (JMS 3.1 §6.2.6): {@code mamba-client-session-<peer>}. Lives from the first listener until the
 * session is closed or the connection lost. It keeps the context class loader of the thread that set the listener.
 */
public final class ListenerThread implements Runnable {
    /** The session's part of it, called on this thread. */
    public interface Handler {
        /** Hands the message to its listener and acknowledges as the session's mode wants. */
        void dispatch(Inbox.Dispatch dispatch) throws CallException;

        /** There is nothing to hand over: writes acknowledgements that were held back, and credit. */
        void beforeWaiting() throws CallException;

        /** The thread ends for another reason than the end of session or connection. */
        void onEnded(CallException reason);
    }

    private final ListenerQueue queue;
    private final ReentrantLock turn;
    private final Handler handler;

    private ListenerThread(Inbox inbox, Handler handler) {
        this.queue = inbox.listenerQueue();
        this.turn = inbox.turn();
        this.handler = handler;
    }

    public static void start(Inbox inbox, Handler handler, String peer) {
        Thread thread = new Thread(new ListenerThread(inbox, handler), "mamba-client-session-" + peer);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try {
            boolean open = true;
            while (open) {
                open = serve();
            }
        } catch (ConnectionLostException e) {
            ClientLog.LOG.debugf("a session's listener thread ends: %s", e.getMessage());
        } catch (CallException e) {
            ClientLog.LOG.dispatchEnded(String.valueOf(e.getMessage()));
            handler.onEnded(e);
        } catch (RuntimeException | Error e) {
            ClientLog.LOG.dispatchDefect(e);
        }
    }

    private boolean serve() throws CallException {
        if (dispatched()) {
            return true;
        }
        handler.beforeWaiting();
        return queue.await();
    }

    /** False if there was nothing to hand over. */
    private boolean dispatched() throws CallException {
        turn.lock();
        try {
            Inbox.Dispatch dispatch = queue.begin();
            if (dispatch == null) {
                return false;
            }
            try {
                handler.dispatch(dispatch);
            } finally {
                queue.end();
            }
            return true;
        } finally {
            turn.unlock();
        }
    }
}
