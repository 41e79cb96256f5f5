// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SendCreditTest {
    private final SendCredit credit = new SendCredit(1_000);

    @Test
    void comesBackInChunks() {
        credit.spend(400);

        assertEquals(0, credit.giveBack(200));
        assertEquals(400, credit.giveBack(200));
    }

    @Test
    void oneMessageMayOverdrawIt() {
        assertFalse(credit.isUsedUp());
        credit.spend(5_000);

        assertTrue(credit.isUsedUp());
        assertEquals(5_000, credit.giveBack(5_000));
        assertFalse(credit.isUsedUp());
    }
}
