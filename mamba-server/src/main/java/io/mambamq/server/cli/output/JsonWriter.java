// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.output;

import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON document (RFC 8259) on one line, from beginning to end. Every {@code begin...} wants its {@link #end};
 * inside an object everything has a name, inside an array nothing has.
 */
public final class JsonWriter {
    private static final int DEPTH_MAX = 16;

    private final PrintWriter out;
    private final char[] closing = new char[DEPTH_MAX];
    private final boolean[] hasMember = new boolean[DEPTH_MAX];
    private int depth;

    public JsonWriter(PrintWriter out) {
        this.out = out;
    }

    public JsonWriter beginObject() {
        return begin(null, '{', '}');
    }

    public JsonWriter beginObject(String name) {
        return begin(name, '{', '}');
    }

    public JsonWriter beginArray(String name) {
        return begin(name, '[', ']');
    }

    /** Ends the innermost object or array; the outermost ends the line. */
    public JsonWriter end() {
        if (depth == 0) {
            throw new IllegalStateException("nothing was begun");
        }
        out.print(closing[--depth]);
        if (depth == 0) {
            out.println();
        }
        return this;
    }

    public JsonWriter field(String name, @Nullable String value) {
        separate(name);
        if (value == null) {
            out.print("null");
        } else {
            string(value);
        }
        return this;
    }

    public JsonWriter field(String name, long value) {
        separate(name);
        out.print(value);
        return this;
    }

    /** With one digit behind the point. */
    public JsonWriter field(String name, double value) {
        separate(name);
        out.print(String.format(Locale.ROOT, "%.1f", value));
        return this;
    }

    public JsonWriter field(String name, boolean value) {
        separate(name);
        out.print(value);
        return this;
    }

    private JsonWriter begin(@Nullable String name, char opening, char end) {
        separate(name);
        out.print(opening);
        closing[depth] = end;
        hasMember[depth] = false;
        depth++;
        return this;
    }

    private void separate(@Nullable String name) {
        if (depth == 0) {
            return;
        }
        if (hasMember[depth - 1]) {
            out.print(',');
        }
        hasMember[depth - 1] = true;
        if (name != null && closing[depth - 1] == '}') {
            string(name);
            out.print(':');
        }
    }

    private void string(String value) {
        out.print('"');
        for (int i = 0; i < value.length(); i++) {
            character(value.charAt(i));
        }
        out.print('"');
    }

    private void character(char c) {
        switch (c) {
            case '"' -> out.print("\\\"");
            case '\\' -> out.print("\\\\");
            case '\n' -> out.print("\\n");
            default -> {
                if (c < ' ' || c > '~') {
                    out.print(String.format(Locale.ROOT, "\\u%04x", (int) c));
                } else {
                    out.print(c);
                }
            }
        }
    }
}
