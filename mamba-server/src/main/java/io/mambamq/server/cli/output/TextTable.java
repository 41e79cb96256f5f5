// SPDX-License-Identifier: Apache-2.0

package io.mambamq.server.cli.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows of columns as wide as they have to be. A column whose title begins with {@code >} is flush right. */
public final class TextTable {
    private static final String GAP = "  ";
    private static final String RIGHT = ">";

    private final List<String> titles;
    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(String... titles) {
        this.titles = List.of(titles);
    }

    public void row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(String.valueOf(cell));
        }
        rows.add(row);
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    public void print(PrintWriter out) {
        List<String> head = titles.stream().map(TextTable::plain).toList();
        print(out, head);
        rows.forEach(row -> print(out, row));
    }

    private void print(PrintWriter out, List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < titles.size(); i++) {
            String cell = i < row.size() ? row.get(i) : "";
            String filling = " ".repeat(width(i) - cell.length());
            line.append(i == 0 ? "" : GAP);
            line.append(titles.get(i).startsWith(RIGHT) ? filling + cell : cell + filling);
        }
        out.println(line.toString().stripTrailing());
    }

    private int width(int column) {
        int width = plain(titles.get(column)).length();
        for (List<String> row : rows) {
            width = Math.max(width, column < row.size() ? row.get(column).length() : 0);
        }
        return width;
    }

    private static String plain(String title) {
        return title.startsWith(RIGHT) ? title.substring(1) : title;
    }
}
