// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.console;

import java.util.List;

/** Numbers drawn with block characters. */
public final class Bars {

  private static final String LEVELS = " ▁▂▃▄▅▆▇█";

  private Bars() {}

  /**
   * A horizontal bar.
   *
   * @param width of the whole, in characters
   */
  public static String bar(long part, long whole, int width) {
    long filled = whole <= 0 ? width : Math.round((double) width * part / whole);
    int full = (int) Math.max(0, Math.min(width, filled));
    return "█".repeat(full) + "░".repeat(width - full);
  }

  /**
   * A sparkline: one character for each value, as high as the value is. A value above zero never
   * looks like zero.
   *
   * @param most the value of a full block
   */
  public static String sparkline(List<Long> values, long most) {
    StringBuilder line = new StringBuilder(values.size());
    for (long value : values) {
      long level = most <= 0 ? 0 : Math.round(8.0 * value / most);
      line.append(LEVELS.charAt((int) Math.max(value > 0 ? 1 : 0, Math.min(8, level))));
    }
    return line.toString();
  }
}
