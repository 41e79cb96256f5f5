// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.access;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.ProtocolException;
import io.mambamq.server.AnonymousAccess;
import io.mambamq.server.ServerLog;
import io.mambamq.server.connection.Gatekeeper;
import io.mambamq.server.connection.Login;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Knows the users and lets them in. Passwords are checked on one thread, one after the other, so that a flood of logins
 * takes one core at most and no time of the partition's thread. Users are read again when their file has changed.
 *
 * <p>Who is refused learns nothing about which users there are: text and time are the same for an unknown user as for a
 * wrong password.
 */
public final class LoginCheck implements Gatekeeper, AutoCloseable {
    private static final String THREAD = "mamba-login";
    private static final int WAITING_MAX = 1_000;
    private static final long THREAD_IDLE_MS = 10_000;

    /** Longer than that no client waits; what became too old costs nothing any more. */
    private static final long WAITING_MAX_NS = TimeUnit.SECONDS.toNanos(8);

    private final UserFile file;
    private final AnonymousAccess anonymous;
    private final Executor loop;
    private final ThreadPoolExecutor thread;
    private final PasswordHash nobody = PasswordHash.nobodys(PasswordHash.ITERATIONS);

    // the login thread's, after the constructor
    private UserFile.@Nullable Version version;
    private @Nullable Users users;
    private ProvenPasswords proven = new ProvenPasswords();

    /**
     * Reads the users.
     *
     * @param loop runs the answers
     * @throws IOException if there is a file and it cannot be read; says what is wrong with it
     */
    public LoginCheck(UserFile file, AnonymousAccess anonymous, Executor loop) throws IOException {
        this.file = file;
        this.anonymous = anonymous;
        this.loop = loop;
        this.version = file.version();
        this.users = file.read();
        this.thread = new ThreadPoolExecutor(
                1, 1, THREAD_IDLE_MS, TimeUnit.MILLISECONDS, new ArrayBlockingQueue<>(WAITING_MAX), LoginCheck::daemon);
        thread.allowCoreThreadTimeOut(true);
    }

    private static Thread daemon(Runnable task) {
        Thread daemon = new Thread(task, THREAD);
        daemon.setDaemon(true);
        return daemon;
    }

    @Override
    public void check(Login login, Consumer<@Nullable ProtocolException> answer) {
        if (login.user() == null && (login.withinJvm() || anonymous == AnonymousAccess.ALWAYS)) {
            answer.accept(null);
            return;
        }
        long askedNs = System.nanoTime();
        try {
            thread.execute(() -> {
                ProtocolException refusal = decide(login, askedNs);
                reply(() -> answer.accept(refusal));
            });
        } catch (RejectedExecutionException e) {
            answer.accept(busy());
        }
    }

    /** Ends the thread; who waits gets no answer. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void reply(Runnable answer) {
        try {
            loop.execute(answer);
        } catch (RejectedExecutionException e) {
            // The broker is gone, and the client with it.
        }
    }

    // ---- on the login thread

    private @Nullable ProtocolException decide(Login login, long askedNs) {
        if (System.nanoTime() - askedNs > WAITING_MAX_NS) {
            return busy();
        }
        readAgainIfChanged();
        Users known = users;
        String user = login.user();
        if (user == null) {
            return known == null && anonymous == AnonymousAccess.UNTIL_USERS
                    ? null
                    : refusal("this server takes no anonymous connections; connect with user and password");
        }
        if (known == null) {
            return refusal("this server has no users; connect without user and password");
        }
        String password = login.password();
        return isRight(known.find(user), user, password == null ? "" : password)
                ? null
                : refusal("unknown user or wrong password");
    }

    private boolean isRight(@Nullable PasswordHash hash, String user, String password) {
        if (hash != null && proven.isProven(user, password)) {
            return true;
        }
        boolean matches = (hash == null ? nobody : hash).matches(password.toCharArray());
        boolean right = matches && hash != null;
        if (right) {
            proven.add(user, password);
        }
        return right;
    }

    private void readAgainIfChanged() {
        try {
            UserFile.Version current = file.version();
            if (!Objects.equals(current, version)) {
                version = current;
                users = file.read();
                proven = new ProvenPasswords();
            }
        } catch (IOException e) {
            ServerLog.LOG.usersUnreadable(e.getMessage());
        }
    }

    private static ProtocolException refusal(String text) {
        return new ProtocolException(ErrorCode.AUTHENTICATION_FAILED, text);
    }

    private static ProtocolException busy() {
        return new ProtocolException(ErrorCode.RESOURCE_LIMIT, "too many logins at a time; try again later");
    }
}
