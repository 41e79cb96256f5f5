// SPDX-License-Identifier: Apache-2.0

package io.mambamq.jms.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mambamq.jms.delivery.CreditWindow.Grant;
import org.junit.jupiter.api.Test;

class CreditWindowTest {
    @Test
    void theWholeWindowIsGivenFirstAndThenByHalves() {
        CreditWindow window = new CreditWindow(4, 400);
        assertTrue(window.isDue());
        assertEquals(new Grant(4, 400), window.grant());
        assertFalse(window.isDue());

        window.arrived(10);
        window.arrived(10);
        window.taken(10);
        assertFalse(window.isDue(), "what is held counts as much as what is on its way");
        window.taken(10);

        assertTrue(window.isDue());
        assertEquals(new Grant(2, 20), window.grant());
    }

    @Test
    void aWindowOfOneIsGivenAgainOnceItsMessageIsTaken() {
        CreditWindow window = new CreditWindow(1, 400);
        window.grant();
        window.arrived(10);
        assertFalse(window.isDue());
        window.taken(10);

        assertEquals(new Grant(1, 10), window.grant());
    }

    @Test
    void aMessageLargerThanTheWindowIsMadeUpForWhenTaken() {
        CreditWindow window = new CreditWindow(100, 400);
        window.grant();
        window.arrived(1_000);
        assertFalse(window.isDue());
        window.taken(1_000);

        assertEquals(new Grant(1, 1_000), window.grant());
    }

    @Test
    void revokedCreditIsGivenAgain() {
        CreditWindow window = new CreditWindow(4, 400);
        window.grant();
        window.arrived(10);
        window.revoked();

        assertTrue(window.isDue());
        assertEquals(new Grant(3, 390), window.grant());
    }

    @Test
    void aMessagePutBackIsHeldAgain() {
        CreditWindow window = new CreditWindow(1, 400);
        window.grant();
        window.arrived(10);
        window.taken(10);
        window.held(10);

        assertFalse(window.isDue());
    }
}
