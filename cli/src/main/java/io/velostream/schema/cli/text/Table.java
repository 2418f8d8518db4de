// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.text;

import io.velostream.schema.cli.text.Terminal.Colour;
import java.util.ArrayList;
import java.util.List;

/** Rows of text in aligned columns. Not safe for use by many threads. */
public final class Table {

  private final Terminal terminal;
  private final List<String> titles;
  private final List<List<Cell>> rows = new ArrayList<>();

  /**
   * A cell.
   *
   * @param text what it shows
   * @param shown the same with colours
   */
  private record Cell(String text, String shown) {}

  /** A table without rows. */
  public Table(Terminal terminal, String... titles) {
    this.terminal = terminal;
    this.titles = List.of(titles);
  }

  /** Adds a row of plain texts. */
  public Table row(String... texts) {
    return row(List.of(texts), text -> text);
  }

  /** Chooses the colour of a text. */
  @FunctionalInterface
  public interface Painter {

    /** The text with colours. */
    String paint(String text);
  }

  /** Adds a row whose texts are painted. */
  public Table row(List<String> texts, Painter painter) {
    if (texts.size() != titles.size()) {
      throw new IllegalArgumentException(texts.size() + " texts for " + titles.size() + " columns");
    }
    rows.add(
        texts.stream()
            .map(Terminal::name)
            .map(text -> new Cell(text, painter.paint(text)))
            .toList());
    return this;
  }

  /** Whether there are no rows. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Prints titles and rows. */
  public void print() {
    int[] widths = titles.stream().mapToInt(String::length).toArray();
    for (List<Cell> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], length(row.get(i).text()));
      }
    }
    print(
        widths,
        titles.stream().map(title -> new Cell(title, terminal.paint(Colour.BOLD, title))).toList());
    rows.forEach(row -> print(widths, row));
  }

  private void print(int[] widths, List<Cell> row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      Cell cell = row.get(i);
      line.append(cell.shown());
      if (i < widths.length - 1) {
        line.append(" ".repeat(widths[i] - length(cell.text()) + 2));
      }
    }
    terminal.out().println(line.toString().stripTrailing());
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
