// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.selector;

import org.jspecify.annotations.Nullable;

/** Cuts a selector into tokens, one at a time. */
final class Lexer {
    private final String text;
    /** Index of the next character that is in no token yet. */
    private int index;

    Lexer(String text) {
        this.text = text;
    }

    /** Space, tab, form feed and the line terminators (JMS 3.1 §3.8.1.1). */
    static boolean isWhiteSpace(int character) {
        return character == ' ' || character == '\t' || character == '\f' || character == '\n' || character == '\r';
    }

    /** The next token; at the end, again and again {@link TokenKind#END}. */
    Token next() {
        while (index < text.length() && isWhiteSpace(text.charAt(index))) {
            index++;
        }
        if (index == text.length()) {
            return new Token(TokenKind.END, "", index + 1);
        }
        char first = text.charAt(index);
        if (first == '\'') {
            return string();
        }
        if (isDigit(first) || (first == '.' && isDigit(peek(1)))) {
            return number();
        }
        if (Character.isJavaIdentifierStart(text.codePointAt(index))) {
            return word();
        }
        if (first == '"') {
            Token quoted = quotedIdentifier();
            if (quoted != null) {
                return quoted;
            }
        }
        return sign(first);
    }

    /**
     * A name with dots, as clients of other protocols give them, stands in double quotes, which the specification leaves free.
     * Null if the quotes hold anything else: then a string was meant, most likely.
     */
    private @Nullable Token quotedIdentifier() {
        int end = text.indexOf('"', index + 1);
        String name = end < 0 ? "" : text.substring(index + 1, end);
        if (name.indexOf('.') < 0 || !name.codePoints().allMatch(c -> c == '.' || Character.isJavaIdentifierPart(c))) {
            return null;
        }
        Token token = new Token(TokenKind.IDENTIFIER, name, index + 1);
        index = end + 1;
        return token;
    }

    private Token string() {
        int start = index;
        StringBuilder value = new StringBuilder();
        for (int i = start + 1; i < text.length(); i++) {
            if (text.charAt(i) != '\'') {
                value.append(text.charAt(i));
            } else if (i + 1 < text.length() && text.charAt(i + 1) == '\'') {
                value.append('\'');
                i++;
            } else {
                index = i + 1;
                return new Token(TokenKind.STRING, value.toString(), start + 1);
            }
        }
        throw error(start, "the string that begins here has no closing '");
    }

    /** Takes what could belong to a number; {@link NumberLiteral} then tells whether it is one. */
    private Token number() {
        int start = index;
        boolean isHex = (peek(1) | 0x20) == 'x';
        char exponent = isHex ? 'p' : 'e';
        while (index < text.length()) {
            char next = text.charAt(index);
            boolean isExponentSign =
                    (next == '+' || next == '-') && (text.charAt(index - (index > start ? 1 : 0)) | 0x20) == exponent;
            if (!isExponentSign && next != '.' && !Character.isJavaIdentifierPart(next)) {
                break;
            }
            index++;
        }
        return new Token(TokenKind.NUMBER, text.substring(start, index), start + 1);
    }

    private Token word() {
        int start = index;
        while (index < text.length() && Character.isJavaIdentifierPart(text.codePointAt(index))) {
            index += Character.charCount(text.codePointAt(index));
        }
        String word = text.substring(start, index);
        TokenKind keyword = TokenKind.ofKeyword(word);
        return new Token(keyword == null ? TokenKind.IDENTIFIER : keyword, word, start + 1);
    }

    private Token sign(char first) {
        return switch (first) {
            case '=' -> sign(TokenKind.EQUAL);
            case '<' ->
                sign(
                        switch (peek(1)) {
                            case '>' -> TokenKind.NOT_EQUAL;
                            case '=' -> TokenKind.LESS_OR_EQUAL;
                            default -> TokenKind.LESS;
                        });
            case '>' -> sign(peek(1) == '=' ? TokenKind.GREATER_OR_EQUAL : TokenKind.GREATER);
            case '+' -> sign(TokenKind.PLUS);
            case '-' -> sign(TokenKind.MINUS);
            case '*' -> sign(TokenKind.TIMES);
            case '/' -> sign(TokenKind.DIVIDE);
            case '(' -> sign(TokenKind.LEFT_PARENTHESIS);
            case ')' -> sign(TokenKind.RIGHT_PARENTHESIS);
            case ',' -> sign(TokenKind.COMMA);
            default -> throw unexpected(first);
        };
    }

    private Token sign(TokenKind kind) {
        Token token = new Token(kind, kind.shown(), index + 1);
        index += kind.shown().length();
        return token;
    }

    private MalformedSelectorException unexpected(char first) {
        String hint = switch (first) {
            case '!' -> "; unequal is written <>";
            case '"' -> "; strings stand in single quotes, 'like this', and only names with dots in double ones";
            case '.' -> "; an identifier has no dots, unless it stands in double quotes";
            default -> "";
        };
        int codePoint = text.codePointAt(index);
        return error(index, "\"" + Character.toString(codePoint) + "\" cannot stand in a selector" + hint);
    }

    /** The character that far behind the next, or 0 behind the end. */
    private char peek(int distance) {
        return index + distance < text.length() ? text.charAt(index + distance) : 0;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private MalformedSelectorException error(int at, String what) {
        return new MalformedSelectorException(text, at + 1, what);
    }
}
