// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.streams;

import io.velostream.schema.examples.console.Bars;
import io.velostream.schema.examples.console.Screen;
import io.velostream.schema.examples.console.Style;
import io.velostream.schema.examples.streams.CustomerSpending.Spending;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A table of the customers who have spent most. On a terminal it changes with each sum that
 * arrives; elsewhere it is printed at each quarter of the purchases.
 */
final class TopCustomers {

  private static final int ROWS = 5;
  private static final int QUARTERS = 4;

  private final Screen screen;
  private final long purchases;
  private long printedQuarter;

  TopCustomers(Screen screen, long purchases) {
    this.screen = screen;
    this.purchases = purchases;
  }

  /** Shows the sums as they are now. */
  void show(Collection<Spending> sums) {
    long counted = sums.stream().mapToLong(Spending::purchases).sum();
    List<String> lines = lines(sums, counted);
    if (screen.drawsInPlace()) {
      screen.redraw(lines);
      return;
    }
    long quarter = QUARTERS * counted / purchases;
    if (quarter > printedQuarter) {
      printedQuarter = quarter;
      lines.forEach(screen::say);
    }
  }

  private List<String> lines(Collection<Spending> sums, long counted) {
    List<Spending> top =
        sums.stream()
            .sorted(Comparator.comparingLong(Spending::cents).reversed())
            .limit(ROWS)
            .toList();
    List<String> lines = new ArrayList<>();
    lines.add(
        screen.styled(
            Style.FAINT,
            String.format(
                Locale.ROOT, "top customers after %,d of %,d purchases", counted, purchases)));
    long most = top.isEmpty() ? 0 : top.get(0).cents();
    for (int i = 0; i < top.size(); i++) {
      Spending each = top.get(i);
      lines.add(
          String.format(
              Locale.ROOT,
              "%2d  %-8s %4d purchases %,12.2f EUR  %s",
              i + 1,
              each.name(),
              each.purchases(),
              each.cents() / 100.0,
              screen.styled(Style.GOOD, Bars.bar(each.cents(), most, 24))));
    }
    return lines;
  }
}
