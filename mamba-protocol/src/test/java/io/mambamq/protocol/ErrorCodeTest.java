// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorCodeTest {
    @ParameterizedTest
    @EnumSource
    @DisplayName("A code is found by its wire value")
    void roundTrip(ErrorCode code) {
        assertEquals(code, ErrorCode.ofWireValue(code.wireValue()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 0x7FFF, 0xFFFF})
    @DisplayName("A newer server's code is still a refusal")
    void unknown(int wireValue) {
        assertEquals(ErrorCode.INTERNAL_ERROR, ErrorCode.ofWireValue(wireValue));
    }

    @Test
    @DisplayName("No two codes share a wire value")
    void distinct() {
        assertEquals(
                ErrorCode.values().length,
                Arrays.stream(ErrorCode.values())
                        .mapToInt(ErrorCode::wireValue)
                        .distinct()
                        .count());
    }
}
