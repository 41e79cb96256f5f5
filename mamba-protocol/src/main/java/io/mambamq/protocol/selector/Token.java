// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.selector;

/**
 * A word or sign of a selector.
 *
 * @param text as written; of a string, what it stands for
 * @param position of its first character, from 1
 */
record Token(TokenKind kind, String text, int position) {
    /** As an error names it. */
    String shown() {
        return switch (kind) {
            case END -> "the end";
            case STRING -> "a string";
            default -> "\"" + text + "\"";
        };
    }
}
