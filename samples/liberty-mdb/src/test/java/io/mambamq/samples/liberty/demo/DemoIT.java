// SPDX-License-Identifier: Apache-2.0

package io.mambamq.samples.liberty.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a newcomer runs first, with fewer messages. */
class DemoIT {

    @Test
    @DisplayName("the demo loses and duplicates nothing although it kills the server half-way")
    void losesAndDuplicatesNothing() throws Exception {
        DemoOptions options = DemoOptions.parse(new String[] {"--messages", "200"});

        Account account = Demo.run(options, new Progress(System.out, false));

        assertTrue(account.nothingLostOrDuplicated(), account::toText);
        assertEquals(200, account.counts().sent());
    }
}
