// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mambamq.protocol.ErrorCode;
import io.mambamq.protocol.ProtocolException;
import io.mambamq.server.AnonymousAccess;
import io.mambamq.server.connection.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class LoginCheckTest {
    private static final int FEW = 1_000;
    private static final Login ANONYMOUS = new Login(null, null, false);

    @TempDir
    Path directory;

    private UserFile file;
    private LoginCheck check;

    @BeforeEach
    void thereIsNoFile() {
        file = new UserFile(directory.resolve("users.properties"));
    }

    @AfterEach
    void close() {
        if (check != null) {
            check.close();
        }
    }

    private void starts(AnonymousAccess anonymous) throws IOException {
        check = new LoginCheck(file, anonymous, Runnable::run);
    }

    private void has(String user, String password) throws IOException {
        file.write((file.read() == null ? Users.NONE : file.read()).with(user, password.toCharArray(), FEW));
    }

    /** Null if let in. */
    private ProtocolException answerTo(Login login) throws Exception {
        CompletableFuture<Optional<ProtocolException>> answer = new CompletableFuture<>();
        check.check(login, refusal -> answer.complete(Optional.ofNullable(refusal)));
        return answer.get(30, TimeUnit.SECONDS).orElse(null);
    }

    private void assertRefused(Login login) throws Exception {
        ProtocolException refusal = answerTo(login);
        assertNotNull(refusal, () -> login + " was let in");
        assertEquals(ErrorCode.AUTHENTICATION_FAILED, refusal.code());
    }

    private static Login login(String user, String password) {
        return new Login(user, password, false);
    }

    @Test
    @DisplayName("M-50: the right password lets a user in, again and again")
    void right() throws Exception {
        has("alice", "one");
        starts(AnonymousAccess.UNTIL_USERS);

        assertNull(answerTo(login("alice", "one")));
        assertNull(answerTo(login("alice", "one")));
    }

    @Test
    @DisplayName("M-50: a wrong password, none, and an unknown user get the same refusal")
    void wrong() throws Exception {
        has("alice", "one");
        starts(AnonymousAccess.UNTIL_USERS);
        assertNull(answerTo(login("alice", "one")));

        String text = answerTo(login("alice", "two")).getMessage();
        assertEquals(text, answerTo(login("alice", null)).getMessage());
        assertEquals(text, answerTo(login("alice", "x".repeat(2_000))).getMessage());
        assertEquals(text, answerTo(login("bob", "one")).getMessage());
        assertEquals(text, answerTo(login("", "")).getMessage());
        assertRefused(login("alice", "two"));
    }

    @Test
    @DisplayName("M-50: a user within the JVM is checked like any other")
    void wrongWithinJvm() throws Exception {
        has("alice", "one");
        starts(AnonymousAccess.ALWAYS);

        assertRefused(new Login("alice", "two", true));
        assertNull(answerTo(new Login("alice", "one", true)));
    }

    @Test
    @DisplayName("M-50: anonymous clients come in until there are users, and a running server notices")
    void untilUsers() throws Exception {
        starts(AnonymousAccess.UNTIL_USERS);
        assertNull(answerTo(ANONYMOUS));
        assertRefused(login("alice", "one"));

        has("alice", "one");
        assertRefused(ANONYMOUS);
        assertNull(answerTo(login("alice", "one")));

        file.write(file.read().without("alice"));
        assertRefused(login("alice", "one"));
        assertRefused(ANONYMOUS);
    }

    @Test
    void anOldPasswordIsForgottenWithTheNewOne() throws Exception {
        has("alice", "one");
        starts(AnonymousAccess.UNTIL_USERS);
        assertNull(answerTo(login("alice", "one")));

        has("alice", "two");

        assertRefused(login("alice", "one"));
        assertNull(answerTo(login("alice", "two")));
    }

    @Test
    @DisplayName("M-50: anonymous clients never come in where that is configured")
    void never() throws Exception {
        starts(AnonymousAccess.NEVER);

        assertRefused(ANONYMOUS);
    }

    @Test
    @DisplayName("M-50: anonymous clients always come in where that is configured")
    void always() throws Exception {
        has("alice", "one");
        starts(AnonymousAccess.ALWAYS);

        assertNull(answerTo(ANONYMOUS));
    }

    @ParameterizedTest
    @EnumSource(AnonymousAccess.class)
    @DisplayName("M-50: an anonymous client within the JVM always comes in")
    void withinJvm(AnonymousAccess anonymous) throws Exception {
        has("alice", "one");
        starts(anonymous);

        assertNull(answerTo(new Login(null, null, true)));
    }

    @Test
    void aFileThatIsNoneStopsTheStart() throws Exception {
        Files.writeString(directory.resolve("users.properties"), "nonsense");

        assertThrows(IOException.class, () -> starts(AnonymousAccess.UNTIL_USERS));
    }

    @Test
    void aFileThatBecomesUnreadableLeavesTheUsersAsTheyWere() throws Exception {
        has("alice", "one");
        starts(AnonymousAccess.UNTIL_USERS);

        Files.writeString(directory.resolve("users.properties"), "nonsense");

        assertNull(answerTo(login("alice", "one")));
        assertRefused(ANONYMOUS);
    }

    @Test
    void aFloodIsRefusedInsteadOfKept() throws Exception {
        CountDownLatch unblocked = new CountDownLatch(1);
        has("alice", "one");
        AtomicInteger answers = new AtomicInteger();
        CompletableFuture<ProtocolException> refused = new CompletableFuture<>();
        check = new LoginCheck(file, AnonymousAccess.UNTIL_USERS, answer -> {
            await(unblocked);
            answer.run();
        });
        for (int i = 0; i < 1_002; i++) {
            check.check(login("alice", "one"), refusal -> {
                answers.incrementAndGet();
                if (refusal != null) {
                    refused.complete(refusal);
                }
            });
        }

        assertEquals(ErrorCode.RESOURCE_LIMIT, refused.get(30, TimeUnit.SECONDS).code());
        assertEquals(1, answers.get(), "one runs, a thousand wait");
        unblocked.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
