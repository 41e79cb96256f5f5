// SPDX-License-Identifier: Apache-2.0

package io.mambamq.samples.liberty.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemoOptionsTest {

    @BeforeEach
    void placesThatTheScriptNames() {
        System.setProperty("demo.liberty", "wlp");
        System.setProperty("demo.server", "server");
    }

    @Test
    void sendsAThousandOrdersUnlessToldOtherwise() {
        assertEquals(
                new DemoOptions(1000, false, false, false, Path.of("wlp"), Path.of("server")),
                DemoOptions.parse(new String[0]));
        assertEquals(7, DemoOptions.parse(new String[] {"--messages", "7"}).messages());
    }

    @Test
    void takesBothSwitches() {
        DemoOptions options = DemoOptions.parse(new String[] {"--keep", "--json"});

        assertTrue(options.json() && options.keep());
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        assertThrows(IllegalArgumentException.class, () -> DemoOptions.parse(new String[] {"--messages", "0"}));
        assertThrows(IllegalArgumentException.class, () -> DemoOptions.parse(new String[] {"--messages"}));
        assertThrows(IllegalArgumentException.class, () -> DemoOptions.parse(new String[] {"--verbose"}));
    }
}
