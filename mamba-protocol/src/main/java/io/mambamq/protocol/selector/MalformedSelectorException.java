// SPDX-License-Identifier: Apache-2.0

package io.mambamq.protocol.selector;

/**
 * A selector that is not one (JMS 3.1 §3.8.1), or that goes beyond a limit. The message says what is wrong, at which
 * position, and shows the text around it.
 */
public final class MalformedSelectorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int SHOWN_BEFORE = 60;
    private static final int SHOWN_AFTER = 30;

    private final int position;

    MalformedSelectorException(String text, int position, String what) {
        super("the selector has an error at position " + position + ": " + what + "; in: " + excerpt(text, position));
        this.position = position;
    }

    /** Where in the text, counted in {@code char}s from 1; one more than its length for its end. */
    public int position() {
        return position;
    }

    private static String excerpt(String text, int position) {
        int at = Math.min(position - 1, text.length());
        int from = Math.max(0, at - SHOWN_BEFORE);
        int to = Math.min(text.length(), at + SHOWN_AFTER);
        return (from > 0 ? "..." : "") + text.substring(from, at) + " >>> " + text.substring(at, to)
                + (to < text.length() ? "..." : "");
    }
}
