// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.outage;

import io.velostream.schema.examples.console.Bars;
import io.velostream.schema.examples.console.Screen;
import io.velostream.schema.examples.console.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The seconds of the run, one column each, and one at the end of each state of the registry:
 * records read above the registry's state, and below it the records of the consumer that keeps no
 * schemas. Belongs to one thread.
 */
final class Timeline {

  private static final int MOST_COLUMNS = 62;

  private final Screen screen;
  private final long most;
  private final List<Column> columns = new ArrayList<>();

  /**
   * An empty timeline.
   *
   * @param rate records a second that are drawn one step below the highest, which is for catching
   *     up
   */
  Timeline(Screen screen, int rate) {
    this.screen = screen;
    this.most = Math.max(1, rate * 8L / 7);
  }

  /** How the registry answers. */
  enum RegistryState {
    UP("█", Style.GOOD),
    SLOW("▓", Style.WARNING),
    DOWN("░", Style.BAD);

    private final String mark;
    private final Style style;

    RegistryState(String mark, Style style) {
      this.mark = mark;
      this.style = style;
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One column.
   *
   * @param read records a second that the consumer read
   * @param uncached records a second that the consumer read that keeps no schemas
   * @param registry the registry's state
   * @param version the version of the schema that the consumer read last
   */
  record Column(long read, long uncached, RegistryState registry, int version) {}

  /** Takes the next column. */
  void add(Column column) {
    columns.add(column);
  }

  /** The lines of the drawing; the newest is the last column. */
  List<String> lines() {
    if (columns.isEmpty()) {
      return List.of();
    }
    List<Column> shown =
        columns.subList(Math.max(0, columns.size() - MOST_COLUMNS), columns.size());
    Column last = shown.get(shown.size() - 1);
    List<String> lines = new ArrayList<>();
    lines.add(
        line(
            "read/s",
            screen.styled(
                Style.GOOD, Bars.sparkline(shown.stream().map(Column::read).toList(), most)),
            String.format(Locale.ROOT, "%,d", last.read)));
    lines.add(line("registry", states(shown), last.registry.label()));
    lines.add(line("version", versions(shown), String.valueOf(last.version)));
    lines.add(
        line(
            "no cache/s",
            screen.styled(
                Style.BAD, Bars.sparkline(shown.stream().map(Column::uncached).toList(), most)),
            String.format(Locale.ROOT, "%,d", last.uncached)));
    return lines;
  }

  private static String line(String name, String drawing, String value) {
    return String.format(Locale.ROOT, "%-10s %s %s", name, drawing, value);
  }

  private String states(List<Column> shown) {
    StringBuilder line = new StringBuilder();
    for (Column each : shown) {
      line.append(screen.styled(each.registry.style, each.registry.mark));
    }
    return line.toString();
  }

  private String versions(List<Column> shown) {
    StringBuilder line = new StringBuilder();
    for (Column each : shown) {
      line.append(each.version == 0 ? " " : String.valueOf(each.version));
    }
    return screen.styled(Style.FAINT, line.toString());
  }
}
