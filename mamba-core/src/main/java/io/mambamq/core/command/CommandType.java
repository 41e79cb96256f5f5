// SPDX-License-Identifier: Apache-2.0

package io.mambamq.core.command;

import org.jspecify.annotations.Nullable;

/** The kinds of commands and the values they have in the log, which are never reused. */
public enum CommandType {
    DECLARE_DESTINATION(0x01),
    SUBSCRIBE(0x02),
    UNSUBSCRIBE(0x03),
    DELETE_DESTINATION(0x04),
    SEND(0x10),
    SETTLE(0x11),
    PUBLISH(0x12),
    RETURN(0x13),
    DEAD_LETTER(0x14),
    STAGE(0x20),
    PREPARE(0x21),
    COMMIT(0x22),
    ROLLBACK(0x23),
    COMPLETE_HEURISTICALLY(0x24),
    FORGET(0x25),
    STAGE_PUBLISH(0x26),
    RESTARTED(0x30);

    private static final @Nullable CommandType[] BY_LOG_VALUE = new CommandType[256];

    static {
        for (CommandType type : values()) {
            BY_LOG_VALUE[type.logValue] = type;
        }
    }

    private final int logValue;

    CommandType(int logValue) {
        this.logValue = logValue;
    }

    public int logValue() {
        return logValue;
    }

    static @Nullable CommandType ofLogValue(int logValue) {
        return BY_LOG_VALUE[logValue & 0xFF];
    }
}
