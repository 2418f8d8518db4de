// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.drawing;

/** Texts in the languages of Mermaid. */
public final class MermaidText {

  private MermaidText() {}

  /**
   * A text without characters that have a meaning in Mermaid or in HTML: these are replaced by
   * Mermaid's own entities, such as {@code #58;}. Line ends and control characters become spaces.
   */
  public static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            character -> {
              if (Character.isLetterOrDigit(character) || " .-_→·,()/".indexOf(character) >= 0) {
                escaped.appendCodePoint(character);
              } else {
                escaped.append('#').append(Character.isISOControl(character) ? 32 : character);
                escaped.append(';');
              }
            });
    return escaped.toString();
  }
}
