// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.selector;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What kinds of words and signs a selector is made of, each as an error names it. */
enum TokenKind {
    IDENTIFIER("an identifier"),
    STRING("a string"),
    NUMBER("a number"),
    NULL("NULL"),
    TRUE("TRUE"),
    FALSE("FALSE"),
    NOT("NOT"),
    AND("AND"),
    OR("OR"),
    BETWEEN("BETWEEN"),
    LIKE("LIKE"),
    IN("IN"),
    IS("IS"),
    ESCAPE("ESCAPE"),
    EQUAL("="),
    NOT_EQUAL("<>"),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    PLUS("+"),
    MINUS("-"),
    TIMES("*"),
    DIVIDE("/"),
    LEFT_PARENTHESIS("("),
    RIGHT_PARENTHESIS(")"),
    COMMA(","),
    END("the end");

    private final String shown;

    TokenKind(String shown) {
        this.shown = shown;
    }

    String shown() {
        return shown;
    }

    /** Keywords are ASCII and not case-sensitive; null if the word is none. */
    static @Nullable TokenKind ofKeyword(String word) {
        // Some letters beyond ASCII have an ASCII letter as their upper case, and make no keyword.
        if (word.length() > BETWEEN.shown.length() || !word.chars().allMatch(c -> c < 0x80)) {
            return null;
        }
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "NULL" -> NULL;
            case "TRUE" -> TRUE;
            case "FALSE" -> FALSE;
            case "NOT" -> NOT;
            case "AND" -> AND;
            case "OR" -> OR;
            case "BETWEEN" -> BETWEEN;
            case "LIKE" -> LIKE;
            case "IN" -> IN;
            case "IS" -> IS;
            case "ESCAPE" -> ESCAPE;
            default -> null;
        };
    }
}
