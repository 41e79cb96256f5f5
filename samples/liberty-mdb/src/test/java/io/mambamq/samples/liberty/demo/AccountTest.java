// SPDX-License-Identifier: Apache-2.0

package io.mambamq.samples.liberty.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AccountTest {

    @Test
    void isContentWhenEveryOrderHasOneRow() throws IOException {
        Account account = account("{\"sent\":10,\"received\":10,\"different\":10,\"redelivered\":2}");

        assertTrue(account.nothingLostOrDuplicated());
        assertEquals(
                "{\"sent\":10,\"consumed\":10,\"lost\":0,\"duplicates\":0,\"redelivered\":2,\"restarts\":1,"
                        + "\"consumedAtKill\":4,\"startSeconds\":6.0,\"restartSeconds\":7.5,\"seconds\":20.0}",
                account.toJson());
    }

    @Test
    void seesALossEvenWhenADuplicateMakesUpForIt() throws IOException {
        Account account = account("{\"sent\":10,\"received\":10,\"different\":9,\"redelivered\":0}");

        assertFalse(account.nothingLostOrDuplicated());
        assertEquals(1, account.counts().lost());
        assertEquals(1, account.counts().duplicates());
    }

    @Test
    void isNotContentWhenNotAllWereSent() throws IOException {
        assertFalse(account("{\"sent\":9,\"received\":9,\"different\":9,\"redelivered\":0}")
                .nothingLostOrDuplicated());
    }

    private static Account account(String counts) throws IOException {
        return new Account(
                10,
                OrderCounts.parse(counts),
                new OrderCounts(5, 4, 4, 0),
                Duration.ofSeconds(6),
                Duration.ofMillis(7500),
                Duration.ofSeconds(20));
    }
}
