// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples.console;

import java.nio.charset.Charset;

/** The characters outside ASCII that demos draw with, and what replaces them where needed. */
enum Glyphs {
  /** All characters are shown as they are. */
  ALL,
  /** Only ASCII can be shown. */
  ASCII;

  private static final String DRAWN = "│├└─…✓✗→↓·█▓░▁▂▃▄▅▆▇";
  private static final String INSTEAD = "||`-.+x>v.#=._.-~=+*";

  /** What can be shown in an encoding. */
  static Glyphs of(Charset charset) {
    return charset.canEncode() && charset.newEncoder().canEncode(DRAWN) ? ALL : ASCII;
  }

  String shown(String text) {
    if (this == ALL) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      int at = DRAWN.indexOf(text.charAt(i));
      shown.append(at < 0 ? text.charAt(i) : INSTEAD.charAt(at));
    }
    return shown.toString();
  }
}
