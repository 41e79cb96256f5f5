// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
    private final StringWriter text = new StringWriter();
    private final JsonWriter json = new JsonWriter(new PrintWriter(text, true));

    @Test
    void writesWhatAParserReadsBack() {
        json.beginObject().field("n", 1L).field("half", 0.5).field("yes", true).field("none", (String) null);
        json.beginArray("list");
        json.beginObject().field("a", "x").end();
        json.beginObject().end();
        json.end().beginObject("inner").field("b", -1L).end().end();

        assertEquals(
                Map.of(
                        "n",
                        1.0,
                        "half",
                        0.5,
                        "yes",
                        true,
                        "none",
                        "null",
                        "list",
                        List.of(Map.of("a", "x"), Map.of()),
                        "inner",
                        Map.of("b", -1.0)),
                Json.parse(text.toString()));
    }

    @Test
    void escapesEverythingThatIsNotPlain() {
        String wild = "quote \" backslash \\ line\nnul \0 bell \u0007 umlaut \u00e4 astral \ud83d\ude00 end";

        json.beginObject().field(wild, wild).end();

        assertEquals(Map.of(wild, wild), Json.parse(text.toString()));
        assertEquals(1, text.toString().lines().count());
        assertEquals(0, text.toString().chars().filter(c -> c > '~').count());
    }
}
