// SPDX-License-Identifier: Apache-2.0

package io.mambamq.journal.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mambamq.journal.BackEnd;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What a measurement of the back ends says")
class BackEndProbeTest {

    @ParameterizedTest(name = "{6}: {7}")
    @CsvSource({
        "100, 100, 300, 200, 300, 200, DIRECT, faster with both sizes",
        "100, 70, 200, 200, 300, 200, DIRECT, faster in the mean",
        "100, 100, 220, 200, 220, 200, BUFFERED, hardly faster",
        "100, 69, 300, 200, 300, 200, BUFFERED, often slower",
        "100, 10, 300, 200, 200, 250, BUFFERED, slower with one size",
        "9, 9, 300, 200, 300, 200, BUFFERED, too few rounds",
    })
    @DisplayName("is DIRECT only where that is clearly faster, and most of the time")
    void better(
            int rounds,
            int directWins,
            long bufferedSmallNs,
            long directSmallNs,
            long bufferedLargeNs,
            long directLargeNs,
            BackEnd better,
            String why) {
        BackEndProbe.Result result = new BackEndProbe.Result(
                rounds, directWins, bufferedSmallNs, directSmallNs, bufferedLargeNs, directLargeNs);
        assertEquals(better, result.better(), why);
    }
}
